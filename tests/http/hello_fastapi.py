# SPDX-License-Identifier: GPL-3.0-or-later
"""The stack that load.py compares with: FastAPI on uvicorn, with routes that say hello and do nothing else."""
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Formula(BaseModel):
    expression: str
    format: str = 'auto'
    style: str = 'natural'


@app.get('/hello')
async def hello():
    return {'hello': 'world'}


@app.post('/process')
async def process(formula: Formula):
    return {'speech_text': 'hello'}

# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of mathtts for bash: the program itself knows what can follow.

_mathtts()
{
    local current=${COMP_WORDS[COMP_CWORD]} line
    local -a words=("${COMP_WORDS[@]:1:COMP_CWORD}")
    COMPREPLY=()

    # bash cuts --option=value into three words and voice ids at their colon; the program wants them whole
    if declare -F _get_comp_words_by_ref >/dev/null; then
        local cword
        _get_comp_words_by_ref -n =: -w words -i cword -c current
        words=("${words[@]:1:cword}")
    fi

    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return
        fi
        COMPREPLY+=("${line%%$'\t'*}")
    done < <("${COMP_WORDS[0]}" --complete "${words[@]}" 2>/dev/null)

    if declare -F __ltrim_colon_completions >/dev/null; then
        __ltrim_colon_completions "$current"
    fi
    if [[ $current == --*=* ]]; then
        COMPREPLY=("${COMPREPLY[@]#*=}")
    fi
}

complete -F _mathtts mathtts

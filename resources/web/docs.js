// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#docs',
  validatorUrl: null, // it would ask a server elsewhere
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
});

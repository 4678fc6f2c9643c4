import type { SwaggerCustomOptions } from '@nestjs/swagger';
import { FOLDED_RESPONSES } from './folded-responses.plugin.js';

/** Keeps a folded error on one line, also when it is opened. */
const STYLE = `
.swagger-ui .topbar { display: none }
.swagger-ui .info { margin: 20px 0 }
.swagger-ui .scheme-container { margin: 0; padding: 10px 0; box-shadow: none; background: none }
.swagger-ui summary { cursor: pointer; font-size: 14px; padding: 4px 0 }
.swagger-ui tr.folded { font-size: 14px }
.swagger-ui tr.folded > td { padding: 4px 0; vertical-align: top }
.swagger-ui tr.folded > td.response-col_status { padding-top: 8px }
`;

/** The layout of the page at `/docs`: routes and models are closed, details are folded. */
export const DOCUMENTATION_PAGE: SwaggerCustomOptions = {
  customSiteTitle: 'RAGCache API',
  customCss: STYLE,
  swaggerOptions: {
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    plugins: [FOLDED_RESPONSES],
  },
};

import OpenAI, { toFile } from 'openai';
import { VERSION } from 'openai/version';
import { answerLines } from '../lines.mjs';
import { surfaceOf } from '../surface.mjs';

const optionsFor = ({ url, key }) => ({ baseURL: `${url}/v1`, apiKey: key, adminAPIKey: key });

await answerLines(surfaceOf({ Client: OpenAI, optionsFor, toFile, version: VERSION }));

import Anthropic, { toFile } from '@anthropic-ai/sdk';
import { VERSION } from '@anthropic-ai/sdk/version';
import { answerLines } from '../lines.mjs';
import { surfaceOf } from '../surface.mjs';

const optionsFor = ({ url, key }) => ({ baseURL: url, apiKey: key });

await answerLines(surfaceOf({ Client: Anthropic, optionsFor, toFile, version: VERSION }));

import { ApiDocument } from '../../apps/api/testing/api-document.js';
import { testApp } from '../../apps/api/testing/test-app.js';

/** The API document, which production does not serve: every route is in it, so that a new one is attacked as well. */
export async function apiDocument(): Promise<ApiDocument> {
  const { app } = await testApp({ NODE_ENV: 'development' });
  const api = await ApiDocument.of(app);
  await app.close();
  return api;
}

/** A path of the document as one that can be asked for. */
export function concrete(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '01K4ZB3N8T8Q0W6J7V2M5C9XRD');
}

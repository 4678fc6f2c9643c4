import type { FastifyInstance } from 'fastify';

interface Route {
  readonly method: string;
  readonly segments: readonly string[];
}

/** The methods of each path. The router does not report them when a request has another method. */
export class RouteTable {
  private readonly routes: Route[] = [];

  /** Records every route that is registered from now on. */
  listen(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) this.routes.push({ method: each, segments: url.split('/') });
    });
  }

  /** Every route, such as `GET /api/v1/entries/:id`. */
  all(): string[] {
    return this.routes.map(({ method, segments }) => `${method} ${segments.join('/')}`).sort();
  }

  /** @param url as requested; the query is ignored. Empty when no route has this path. */
  methodsOf(url: string): string[] {
    const segments = url.split('?', 1)[0]!.split('/');
    const fitting = this.routes.filter((route) => fits(route.segments, segments));
    return [...new Set(fitting.map(({ method }) => method))].sort();
  }
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, at) => (part.startsWith(':') ? segments[at] !== '' : part === segments[at]))
  );
}

/** What is used of a React element's maker. */
type CreateElement = (type: unknown, props: object, ...children: unknown[]) => unknown;

interface SwaggerSystem {
  readonly React: { readonly createElement: CreateElement };
}

/** An immutable map, as Swagger UI keeps the document. */
interface DocumentedResponse {
  get(member: 'description'): string | undefined;
}

interface ResponseProps {
  readonly code: string | number;
  readonly response: DocumentedResponse;
}

/** Each is sent to the browser as its text, so that it must not use anything from outside itself. */
type WrapComponent = (original: unknown, system: SwaggerSystem) => (props: never) => unknown;

/**
 * A plugin of Swagger UI: errors are one line each until they are opened, and so are the headers of a response. Unfolded, a single
 * route is twenty screens high.
 */
export const FOLDED_RESPONSES = {
  wrapComponents: { response: foldedError, headers: foldedHeaders },
} as const satisfies {
  wrapComponents: Readonly<Record<string, WrapComponent>>;
};

function foldedError(original: unknown, { React: { createElement } }: SwaggerSystem) {
  return (props: ResponseProps) => {
    if (String(props.code).startsWith('2')) return createElement(original, props);
    const summary = (props.response.get('description') ?? '').replaceAll('`', '');
    const rows = createElement('table', {}, createElement('tbody', {}, createElement(original, props)));
    const folded = createElement('details', {}, createElement('summary', {}, summary), rows);
    const status = createElement('td', { className: 'response-col_status' }, props.code);
    const cell = createElement('td', { className: 'response-col_description', colSpan: 2 }, folded);
    return createElement('tr', { className: 'response folded' }, status, cell);
  };
}

function foldedHeaders(original: unknown, { React: { createElement } }: SwaggerSystem) {
  return (props: object) =>
    createElement('details', {}, createElement('summary', {}, 'Headers'), createElement(original, props));
}

/** The used part of React's `createElement`. */
type CreateElement = (type: unknown, props: object, ...children: unknown[]) => unknown;

interface SwaggerSystem {
  readonly React: { readonly createElement: CreateElement };
}

/** A response of the document, which Swagger UI keeps as an immutable map. */
interface DocumentedResponse {
  get(member: 'description'): string | undefined;
}

interface ResponseProps {
  readonly code: string | number;
  readonly response: DocumentedResponse;
}

/** The browser gets the source text of these functions, so they must not use anything outside themselves. */
type WrapComponent = (original: unknown, system: SwaggerSystem) => (props: never) => unknown;

/**
 * A plugin of Swagger UI that folds each error and the headers of each response into one line. Unfolded, a single route is twenty
 * screens high.
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

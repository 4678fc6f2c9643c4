// Preloaded with --import: whatever asks for typescript, by import or require, does not get it. It is not in the image.
import Module, { register } from 'node:module';

function refuse(specifier) {
  if (specifier.split('/', 1)[0] === 'typescript') throw new Error('typescript is not in the image');
}

const hooks = `${refuse.toString()}
export function resolve(specifier, context, next) {
  refuse(specifier);
  return next(specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const { _load: load } = Module;
Module._load = function (specifier, ...rest) {
  refuse(specifier);
  return load.call(this, specifier, ...rest);
};

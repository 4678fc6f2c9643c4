// Reads what the classes of settings say of themselves in their source: their variables in order, and the comments on both.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Every class of settings: its name, its comment and its variables. */
export function settingsClasses(root) {
  return files(root).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    return source.statements.filter(ts.isClassDeclaration).map((declared) => ({
      file,
      name: declared.name.text,
      comment: commentOf(declared),
      variables: declared.members.filter(ts.isPropertyDeclaration).map((member) => ({
        name: member.name.getText(),
        comment: commentOf(member),
      })),
    }));
  });
}

function files(root) {
  const under = (folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
  return ['apps', 'libs']
    .flatMap(under)
    .filter((file) => file.endsWith('.env.ts'))
    .sort();
}

/** A JSDoc comment in one line; empty = there is none. */
function commentOf(node) {
  return ts
    .getJSDocCommentsAndTags(node)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replaceAll(/\s*\n\s*/g, ' ');
}

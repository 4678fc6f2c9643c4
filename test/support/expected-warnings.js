/** undici calls its reader of proxy settings experimental whenever one is made, which is not news. */
const { emitWarning } = process;

process.emitWarning = (warning, ...rest) => {
  if (rest[0]?.code !== 'UNDICI-EHPA') emitWarning(warning, ...rest);
};

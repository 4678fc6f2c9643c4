'use strict';
// Plain JavaScript, so that tests, development and dist/ run the same file in a real Node context.
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('@photostructure/sqlite');

const TASKS = {
  checkpoint: (database) => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get(),
  // Every page is read.
  check: (database) => database.prepare('PRAGMA quick_check(1)').get().quick_check,
};

parentPort.on('message', (task) => {
  if (task === 'close') parentPort.close();
  else parentPort.postMessage(outcomeOf(TASKS[task]));
});

// A connection per task: a process that ends while a thread has one open is aborted.
function outcomeOf(task) {
  let database;
  try {
    database = new DatabaseSync(workerData.file);
    database.exec(`PRAGMA busy_timeout = ${workerData.patienceMs}; PRAGMA synchronous = NORMAL`);
    return { result: task(database) };
  } catch (error) {
    return { error: error.message };
  } finally {
    database?.close();
  }
}

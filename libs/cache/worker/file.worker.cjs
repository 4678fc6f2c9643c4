'use strict';
// Plain JavaScript, so that tests, development and dist/ run the same file in a real Node context.
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('@photostructure/sqlite');

const TASKS = {
  // Passive: nobody who reads or writes is waited for, or waits.
  checkpoint: (database) => database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get(),
  // Every page is read.
  check: (database) => database.prepare('PRAGMA quick_check(1)').get().quick_check,
};

const database = new DatabaseSync(workerData.file);
database.exec(`PRAGMA busy_timeout = ${workerData.patienceMs}; PRAGMA synchronous = NORMAL`);

parentPort.on('message', (task) => {
  if (task !== 'close') return parentPort.postMessage(outcomeOf(TASKS[task]));
  database.close();
  parentPort.close();
});

function outcomeOf(task) {
  try {
    return { result: task(database) };
  } catch (error) {
    return { error: error.message };
  }
}

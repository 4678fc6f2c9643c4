import { judgeCalls, type ToolAnswers } from './tool-answers.js';

const call = (name: string, isReadable = true) => ({ name, isReadable });
const OFF: ToolAnswers = { keepsAll: false };
const ALL: ToolAnswers = { keepsAll: true };
const FORCED: ToolAnswers = { keepsAll: false, forced: 'answer' };

describe('judgeCalls', () => {
  it.each([
    ['no call', [], OFF, false],
    ['a call that nobody forced', [call('send')], OFF, false],
    ['a call where all are kept', [call('send')], ALL, true],
    ['the call that was forced', [call('answer')], FORCED, true],
    ['that call several times', [call('answer'), call('answer')], FORCED, true],
    ['another call', [call('send')], FORCED, false],
    ['another call beside it', [call('answer'), call('send')], FORCED, false],
    ['no call where one was forced', [], FORCED, false],
  ])('of %s', (_, calls, answers, keepsToolCalls) => {
    expect(judgeCalls(calls, answers)).toEqual({ keepsToolCalls });
  });

  it.each([OFF, ALL, FORCED])('keeps no arguments that nobody can read: %j', (answers) => {
    const calls = [call('answer'), call('answer', false)];
    expect(judgeCalls(calls, answers)).toEqual({ skip: 'tool-arguments' });
  });
});

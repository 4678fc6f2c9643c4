import { absentFrom, measureLanguages } from './languages.measure.js';

describe('the language of a question', () => {
  const figures = measureLanguages('no-such-folder');
  const others = figures.filter(({ english }) => !english);

  it('is measured in more than forty languages, with and without accents and romanised', () => {
    expect(others.length).toBeGreaterThan(100);
  });

  it.each(others.map(({ source, wrong }) => [source, wrong] as const))(
    'is never taken for English: %s',
    (_, wrong) => expect(wrong).toEqual([]),
  );

  it('is told to be English for all but few of our English questions: names, typos, keywords, product words', () => {
    const [english] = figures.filter((one) => one.english);
    expect(english!.texts).toBeGreaterThan(180);
    expect(english!.wrong.length).toBeLessThanOrEqual(3);
  });

  it('names the files that are not there', () => {
    expect(absentFrom('no-such-folder')).toEqual(['stream_<name>_dev.jsonl', 'pairs_xling_dev.jsonl']);
  });
});

import { leastCpuMs } from '@app/core/testing';
import { HOSTILE_TEXTS } from '../../../testing/hostile-texts.js';
import { BUILT_IN_FILES } from '../lexicon/lexicon-files.js';
import { Lexicon } from '../lexicon/lexicon.js';
import { languageIn } from './language.js';

describe('languageIn', () => {
  const language = (text: string) => languageIn(text, Lexicon.builtIn);

  it.each([
    ['a question', 'How do I turn off notifications?'],
    ['keywords', 'vpn setup'],
    ['a word that English borrowed', 'café opening hours'],
    ['product words', 'PostgreSQL vs MySQL'],
    ['names', 'Did Szczęsny call Krzysztof Ångström?'],
    ['places that hold foreign words', 'flights from los angeles to san juan'],
    ['typos', 'how do i chagne my pasword'],
    ['compounds that no list holds', 'pincode serviceable'],
    ['capitals', 'IS THE OFFICE OPEN TODAY?'],
    ['a headline', 'Remote Work Guidelines'],
    ['contractions', "it's raining, aren't they late?"],
    ['curly apostrophes', 'what’s new'],
    ['identifiers', 'what does db.settings.max_conn do'],
    ['Greek letters in formulas', 'how long is a μs and what is Δt'],
  ])('knows English: %s', (_, text) => expect(language(text)).toBe('en'));

  it.each([
    ['Polish', 'Jak włączyć dark mode w Teams?'],
    ['Polish without accents', 'Jak wylaczyc powiadomienia push'],
    ['Turkish without accents', 'Karanlik modu nasil kapatirim'],
    ['Lithuanian', 'Kaip išjungti pranešimus?'],
    ['Catalan', 'Com puc desactivar el mode fosc?'],
    ['Dutch with English words', 'Hoe kan ik dark mode inschakelen in Teams?'],
    ['German with English words', 'Push Notifications ausschalten'],
    ['Afrikaans', 'Waar is my faktuur?'],
    ['French of words that English has too', 'Comment activer le mode sombre sur mobile ?'],
    ['Tagalog with English verbs', 'Paano i-turn off ang notifications?'],
    ['romanised Russian', 'kak otklyuchit uvedomleniya'],
    ['romanised Hindi', 'app me dark mode off kaise kare'],
    ['Arabic as in a chat', 'ezay a2fel el notifications'],
    ['romanised Japanese', 'dark mode wo off ni suru houhou'],
    ['romanised Greek', 'pws kleinw to wifi sto kinito'],
    ['pinyin in syllables', 'zen me guan bi shen se mo shi'],
    ['a verb of unknown language before English words', 'zorpila dark mode'],
    ['a Cyrillic letter inside an English word', 'why is it nоt working'],
  ])('takes for no English: %s', (_, text) => expect(language(text)).not.toBe('en'));

  it.each([
    ['de', 'Wie schalte ich die Benachrichtigungen aus?'],
    ['pl', 'Jak mogę wyłączyć powiadomienia?'],
    ['ru-Latn', 'kak mne vyklyuchit uvedomleniya'],
    ['script', 'как дела'],
    ['script', '通知をオフにする方法'],
    ['other', 'xyzzy'],
    ['other', ''],
  ])('says %s of %j', (code, text) => expect(language(text)).toBe(code));

  it('knows the product words that an operator adds', () => {
    const { english, ...files } = BUILT_IN_FILES;
    const added = { ...files, english: { ...english, products: [...english.products, 'flurbo'] } };
    expect(language('flurbo')).toBe('other');
    expect(languageIn('flurbo', new Lexicon(added))).toBe('en');
  });

  it.each(HOSTILE_TEXTS)('takes little time over 10,000 characters of %s', (_, text) => {
    expect(leastCpuMs(200, () => language(text))).toBeLessThan(200);
  });
});

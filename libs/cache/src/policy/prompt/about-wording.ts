import { TextFindings } from '../text/text-findings.js';

/**
 * A task that works on the question itself: "count the words in the question", "repeat the query". Its language is that of every
 * wording that is compared, and answering in it a usual wish.
 */
const ON_THE_QUESTION = [
  String.raw`(?<!language )(?:in|of|from|with) (?:the|this|my|that) (?:[\w']{1,20} ){0,2}(?:question|query)`,
  String.raw`(?:repeat|shorten|simplify|improve|polish|count|tag|label|rate|detect|echo|summari[sz]e) (?:the|this|my) (?:[\w']{1,20} ){0,2}(?:question|query)`,
  String.raw`(?:is|are|does|do|has|polite) (?:the|this|my) (?:[\w']{1,20} ){0,2}(?:question|query)`,
  'parts? of speech|upper ?case|lower ?case|tokeni[sz]',
];
const ON_WORDS =
  'translat|rephras|reword|rewrit|paraphras|proofread|grammar|spell(?:ing|ed|check)|synonym|correct the|standalone question|stand-alone question|search quer(?:y|ies) |variations? of|classif|sentiment|übersetz|umformulier|formulier\\w{0,20} um|tradui|traduc|traduz|tradurr|reformul|riformul|vertaal|vertal|herformul|przetłumacz|tłumacz|przeformuł|перевед|перевод|перефраз|çevir|översätt|翻译|翻譯|翻訳|번역|改写|改寫|言い換え|ترجم|अनुवाद';

/**
 * Tasks that are about the wording of a question: their answer changes with its words, so such a question is part of the
 * identity like the rest. Repetitions are bounded: this is run over whole prompts.
 */
const ABOUT_WORDING = new RegExp([ON_WORDS, ...ON_THE_QUESTION].join('|'), 'iu');

/** System prompts come with every request. */
const recent = new TextFindings<boolean>({ size: 2_000_000, longest: 100_000 });

/** Whether a text sets a task about the wording of what is asked. */
export function setsTaskAboutWording(text: string): boolean {
  return ABOUT_WORDING.test(text);
}

/** The same for what comes with many requests of a tenant, such as a system prompt. */
export function isAboutWording(text: string, tenant = ''): boolean {
  return recent.of(tenant, text, setsTaskAboutWording);
}

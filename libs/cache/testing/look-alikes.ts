/** Two texts that must not share an answer, made by putting each of two spellings into a sentence. */
export type LookAlike = readonly [one: string, other: string];

/** Sentences with a gap, and what is put into it. */
interface Table {
  readonly sentences: readonly string[];
  readonly spellings: readonly LookAlike[];
}

const CODE: Table = {
  sentences: ['What does _ do?', 'when do I need _ in my script', 'Is _ the right way to write this?'],
  spellings: [
    ...pairs(
      '\\d|\\D',
      '\\w|\\W',
      '\\s|\\S',
      '\\b|\\B',
      '%m|%M',
      '%h|%H',
      '%d|%D',
      '%y|%Y',
      'i++|++i',
      'n--|--n',
    ),
    ...pairs(
      '-v|-V',
      '-r|-R',
      '$HOME|$home',
      '$HOME|HOME',
      '&x|x',
      'a & b|a && b',
      'a < b|a <= b',
      'a = b|a == b',
    ),
    ...pairs(
      'x.y|x->y',
      '*.js|**.js',
      'a ? b : c|a : b ? c',
      '!x|x',
      './run|../run',
      'myVar|myvar',
      'getId|getID',
    ),
    ...pairs(
      'user_Id|user_id',
      '@media|media',
      '#include|include',
      '[0,1]|(0,1)',
      'f()|f',
      'x²|x2',
      '^abc|abc',
      '~b|b',
    ),
    ...pairs(
      'x ?? y|x ? y',
      '--force|-force',
      'a / b|a // b',
      'a += b|a =+ b',
      'yyyy-MM|yyyy-mm',
      '.hidden|hidden',
    ),
  ],
};
const UNITS: Table = {
  sentences: ['how long does 500 _ take to copy', 'What is the limit in _ here?', 'convert 20_ for me'],
  spellings: pairs(
    'Mb|MB',
    'kb|kB',
    'Kb|KB',
    'Gb|GB',
    'mW|MW',
    'mm|Mm',
    'mHz|MHz',
    'pa|Pa',
    'ms|Ms',
    'mg|Mg',
    'ma|mA',
    'nm|NM',
  ),
};
const IDENTIFIERS: Table = {
  sentences: ['Where is ticket _ now?', 'who closed _ last week', 'what is the state of branch _'],
  spellings: pairs(
    'a1B2|A1b2',
    'xK9q|Xk9q',
    'Zt-41|zT-41',
    'feat/Log|feat/log',
    'aB_c|ab_c',
    'rel1A|rel1a',
    'Q7x|q7X',
  ),
};
const TYPES: Table = {
  sentences: ['Should this field have type _?', 'why does _ not compile', 'how do I return _ from a method'],
  spellings: pairs(
    ...[
      'String|string',
      'Integer|integer',
      'Date|date',
      'Map|map',
      'List|list',
      'None|none',
      'Set|set',
      'Object|object',
    ],
    ...[
      'Boolean|boolean',
      'Double|double',
      'Any|any',
      'Self|self',
      'Number|number',
      'Record|record',
      'Promise|promise',
    ],
  ),
};
const ABBREVIATIONS: Table = {
  sentences: [
    'what does that mean for _',
    'Who is in charge of _ at the moment?',
    'can you explain _ once more',
  ],
  spellings: pairs(
    'US|us',
    'IT|it',
    'RAM|ram',
    'AIDS|aids',
    'WHO|who',
    'CAT|cat',
    'PIN|pin',
    'SAP|sap',
    'COLA|cola',
    'Aids|aids',
    'MAP|map',
    'Co|CO',
  ),
};
const PRODUCTS: Table = {
  sentences: ['how do I close all _', 'turn off _ please', 'Where can I find _ on my phone?', 'delete _'],
  spellings: pairs(
    ...[
      'Windows|windows',
      'Notes|notes',
      'Messages|messages',
      'Photos|photos',
      'Contacts|contacts',
      'Reminders|reminders',
    ],
    ...[
      'Maps|maps',
      'Teams|teams',
      'Pages|pages',
      'Numbers|numbers',
      'Calendar|calendar',
      'Shortcuts|shortcuts',
    ],
    ...['Threads|threads', 'Stages|stages', 'Chat|chat', 'Mail|mail', 'Sheets|sheets', 'Word|word'],
  ),
};
const ACCENTS: Table = {
  sentences: ['how do I make a good _', 'What does _ mean?', 'where can I get _ from'],
  spellings: pairs(
    ...[
      'résumé|resume',
      'pâté|pate',
      'exposé|expose',
      'rosé|rose',
      'lamé|lame',
      'maté|mate',
      'año|ano',
      'über|uber',
    ],
    ...['Öl|Ol', 'saké|sake', 'mañana|manana', 'peña|pena', 'öre|ore', 'passé|passe'],
  ),
};
const QUANTITIES: Table = {
  sentences: ['how do I delete _ of the files in this folder', 'Do _ of our customers get a refund?'],
  spellings: pairs(
    'all|some',
    'most|some',
    'all|most',
    'many|few',
    'both|some',
    'each|some',
    'several|all',
    'none|all',
    'any|all',
    'half|all',
    'few|most',
  ),
};
const PERSONS: Table = {
  sentences: [
    'what happens to the shared budget at the end of the year when the project ends earlier than planned and _ pay for it',
    'If the contract ends in the middle of the month and the flat is not clean, who has to call, my landlord or _?',
  ],
  spellings: pairs('we|they', 'he|she', 'they|you', 'he|we', 'she|they'),
};
const HIDDEN: Table = {
  sentences: ['Should I _ sign the form?', 'what does it mean to _ open the door'],
  spellings: pairs(
    ...[
      'not|nоt',
      'not|nοt',
      'not|n\u200bot',
      'not|no\u00adt',
      'not|ｎｏｔ',
      'not|no\u2060t',
      'not|𝐧ot',
      'never|nеver',
    ],
    ...['always|аlways', 'only|оnly', 'not|\u202etoh', 'also|als\u0585'],
  ),
};
const COMMAS: readonly LookAlike[] = pairs(
  ...['No, way|No way', "Let's eat, grandma|Let's eat grandma", 'stop, clubbing seals|stop clubbing seals'],
  ...[
    'I find inspiration in cooking, my family and my dog|I find inspiration in cooking my family and my dog',
  ],
  ...['what does it mean: eats, shoots and leaves|what does it mean: eats shoots and leaves'],
  ...[
    'Is it a man-eating shark?|Is it a man eating shark?',
    'how do I re-sign a contract|how do I resign a contract',
  ],
  ...[
    'what is a light-house keeper|what is a lighthouse keeper',
    'should I recover the sofa|should I re-cover the sofa',
  ],
  ...[
    'we do not want, any more|we do not want any more',
    'Call me, Ishmael|Call me Ishmael',
    'is it twenty-five pound notes|is it twenty five-pound notes',
  ],
  ...[
    'most of the time, travellers worry|most of the time travellers worry',
    'every day low prices|everyday low prices',
  ],
);
const SPACES: readonly LookAlike[] = pairs(
  ...[
    'is a  b with two spaces wrong|is a b with two spaces wrong',
    'how does markdown read end  of line|how does markdown read end of line',
  ],
  ...[
    'what does split do with the string a  b|what does split do with the string a b',
    'Is "a  b" valid?|Is "a b" valid?',
  ],
  ...[
    'does the indentation   here matter|does the indentation here matter',
    'can a password be ab  cd|can a password be ab cd',
  ],
  ...[
    'what is the hash of foo  bar|what is the hash of foo bar',
    'replace `a\tb` by a dash|replace `a b` by a dash',
  ],
  ...[
    'does yaml allow key\tvalue|does yaml allow key value',
    'how many characters has hello  world|how many characters has hello world',
  ],
);
const MARKS: readonly LookAlike[] = pairs(
  ...[
    'the office is open|the office is open?',
    'Do not sign|Do not sign?',
    'you can park here|you can park here?',
  ],
  ...[
    'the shop sells bread on Sunday|the shop sells bread on Sunday?',
    'my order has been sent|my order has been sent?',
  ],
  ...[
    'what is 5!|what is 5',
    'what is n!|what is n',
    'go to cd ..|go to cd .',
    'Das Büro ist offen|Das Büro ist offen?',
  ],
  ...[
    'Le bureau est ouvert|Le bureau est ouvert ?',
    'La oficina está abierta|¿La oficina está abierta?',
    'Офис открыт|Офис открыт?',
  ],
  ...[
    '办公室开门了。|办公室开门了？',
    '事務所は開いています。|事務所は開いています？',
    'Biuro jest otwarte|Biuro jest otwarte?',
    "L'ufficio è aperto|L'ufficio è aperto?",
  ],
  ...[
    'المكتب مفتوح|المكتب مفتوح؟',
    'Το γραφείο είναι ανοιχτό|Το γραφείο είναι ανοιχτό;',
    'Ofis açık|Ofis açık?',
  ],
);
const OTHER_LANGUAGES: readonly LookAlike[] = pairs(
  ...[
    'Wann kommen Sie nach Hause?|Wann kommen sie nach Hause?',
    'Wie schreibt man Essen?|Wie schreibt man essen?',
  ],
  ...[
    'Was kostet das Öl für die Firma?|Was kostet das öl für die Firma?',
    'Wie viel wiegt die Maße?|Wie viel wiegt die Masse?',
  ],
  ...[
    'Где живёт Вера сейчас?|Где живёт вера сейчас?',
    '¿Cuántos años tienes?|¿Cuántos anos tienes?',
    'où est la pêche|ou est la pêche',
  ],
  ...[
    'Was ist in Massen gut?|Was ist in Maßen gut?',
    "c'est sûr le bureau ?|c'est sur le bureau ?",
    'el papá está en la casa|el papa está en la casa',
  ],
  ...['Isıtma açık mı?|ısıtma açık mı?'.replace('Isıtma', 'ISITMA'), 'Jak mówi się Pole?|Jak mówi się pole?'],
);

/** Look-alikes by the kind of their difference: case, signs, accents, quantities, white space, and what can't be seen. */
export const LOOK_ALIKES: Readonly<Record<string, readonly LookAlike[]>> = {
  code: filled(CODE),
  units: filled(UNITS),
  identifiers: filled(IDENTIFIERS),
  types: filled(TYPES),
  abbreviations: filled(ABBREVIATIONS),
  products: filled(PRODUCTS),
  accents: filled(ACCENTS),
  quantities: filled(QUANTITIES),
  persons: filled(PERSONS),
  hidden: filled(HIDDEN),
  commas: COMMAS,
  spaces: SPACES,
  marks: MARKS,
  languages: OTHER_LANGUAGES,
};

/** Each text holds its two sides with a bar between; a bar that belongs to a side stands before the middle one. */
function pairs(...texts: readonly string[]): LookAlike[] {
  return texts.map((text) => {
    const parts = text.split('|');
    const middle = parts.length / 2;
    if (parts.length === 2) return [parts[0]!, parts[1]!];
    return [parts.slice(0, middle).join('|'), parts.slice(middle).join('|')];
  });
}

function filled({ sentences, spellings }: Table): LookAlike[] {
  return sentences.flatMap((sentence) =>
    spellings.map(([one, other]): LookAlike => [
      sentence.replace('_', () => one),
      sentence.replace('_', () => other),
    ]),
  );
}

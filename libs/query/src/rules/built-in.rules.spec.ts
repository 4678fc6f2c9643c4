import { leastCpuMs, RecordingSignals } from '@app/core/testing';
import { builtInRules } from './built-in.rules.js';
import { RuleBook } from './rule-book.js';
import type { RuleFacts } from './rule.js';

const BUILT_IN = Object.values(builtInRules(300));
const facts = (text: string, parts: Partial<RuleFacts> = {}): RuleFacts => ({
  ...{ tenant: 'acme', route: 'query', text, model: 'm', tools: [], searches: false },
  ...parts,
});
const ruleOf = (text: string) =>
  new RuleBook({ rules: [], builtIn: BUILT_IN }, new RecordingSignals()).decide(facts(text)).rule;

describe('the built-in rule for what the moment decides', () => {
  it.each([
    [
      "What is today's date?",
      'What time is it in Tokyo?',
      'WHAT DAY IS IT',
      'what’s the time?',
      'What is the date?',
    ],
    [
      'Will it rain in Paris tomorrow?',
      "How's the weather in Oslo?",
      'Weather forecast for Rome',
      'When is sunset in Lisbon?',
    ],
    [
      'What is the latest version of Node.js?',
      'Newest iPhone?',
      'Who is the current CEO of OpenAI?',
      'Most recent Go release',
    ],
    [
      'AAPL stock price',
      'What is the exchange rate of the yen?',
      'How much is 5 USD to EUR?',
      'Price of bitcoin',
    ],
    [
      'Any breaking news?',
      'Who is winning the match?',
      'What was the final score?',
      "What's trending?",
      'Show me the headlines',
    ],
    [
      'Is GitHub down?',
      'Is Python 3.8 still supported?',
      'Who is our manager as of now?',
      'Sales so far',
      'Events this week',
    ],
    [
      'Has the new season started yet?',
      'How many days until Christmas?',
      'Is the pharmacy open?',
      'What happened in Berlin last night?',
    ],
    [
      'Wie spät ist es?',
      'Wie wird das Wetter morgen?',
      'Was ist die neueste Version von PHP?',
      'aktueller Wechselkurs',
      'Welcher Tag ist heute?',
    ],
    [
      'Quelle heure est-il ?',
      "Quel temps fait-il à Lyon aujourd'hui ?",
      'Quelle est la dernière version de Symfony ?',
      'Météo demain',
      'le président actuel',
    ],
    [
      '¿Qué hora es?',
      '¿Qué tiempo hace en Madrid?',
      '¿Cuál es la última versión de PHP?',
      'noticias de hoy',
      'precio del dolar',
    ],
    [
      'Che ore sono?',
      'Che tempo fa a Roma?',
      "Qual è l'ultima versione di Java?",
      'tasso di cambio euro dollaro',
    ],
    [
      'Que horas são?',
      'Previsão do tempo para amanhã',
      'cotação do dólar hoje',
      'Quem é o presidente atual?',
    ],
    [
      'Hoe laat is het?',
      'Wat is het weer in Utrecht?',
      'nieuwste versie van Debian',
      'Wie is de huidige premier?',
    ],
    [
      'Która jest godzina teraz?',
      'Jaka jest pogoda w Gdańsku?',
      'najnowsza wersja Pythona',
      'kurs dolara',
      'aktualny premier',
    ],
    [
      'Который час?',
      'Какая погода в Москве?',
      'Какая последняя версия Python?',
      'курс доллара',
      'Кто сейчас президент?',
    ],
    [
      'Saat kaç?',
      'Bugün hava nasıl?',
      'Python’un en son sürümü nedir?',
      'dolar kuru',
      'İstanbul hava durumu',
    ],
    ['今天几号？', '北京现在的天气怎么样', '最新版本是什么', '今天的汇率', '蘋果股價'],
    ['今何時ですか', '明日の天気は？', '最新バージョンは？', '現在の首相は誰ですか'],
    ['지금 몇 시예요?', '서울 날씨', '최신 버전은?', '현재 대통령은 누구인가요'],
    ['كم الساعة الآن؟', 'ما هو الطقس في القاهرة؟', 'ما هو أحدث إصدار من بايثون؟', 'سعر الدولار اليوم'],
    ['अभी क्या समय है?', 'आज का मौसम कैसा है?', 'नवीनतम संस्करण क्या है?'],
    [
      'Котра година зараз?',
      'Jaké je dnes počasí?',
      'Vad är klockan?',
      'Cuaca hari ini',
      'Thời tiết hôm nay',
      'Τι ώρα είναι τώρα;',
      'מה השעה עכשיו?',
      'วันนี้อากาศเป็นอย่างไร',
    ],
  ])('knows %j and its like', (...questions) => {
    expect(questions.filter((question) => ruleOf(question) !== 'volatile')).toEqual([]);
  });

  it('leaves questions alone that hold on', () => {
    const lasting = [
      ...[
        'How do I reset my password?',
        'What is the capital of France?',
        'Explain TCP slow start',
        'Where do I live if I move?',
      ],
      ...[
        'Why does Postgres lock the table?',
        'What does the word "nowhere" mean?',
        'I know how',
        'How is snow made?',
      ],
      ...['Is it safe to lie down after a meal?', 'Is this upside down or not?'],
      ...[
        'Wo ist hier der Ausgang?',
        'Wie setze ich mein Passwort zurück?',
        'Comment changer mon mot de passe ?',
        '¿Cómo cambio mi contraseña?',
      ],
      ...[
        'パスワードを変更しています',
        '如何重置密码',
        '비밀번호를 어떻게 바꾸나요',
        'Как сбросить пароль?',
        'كيف أغير كلمة المرور؟',
      ],
    ];
    expect(lasting.filter((question) => ruleOf(question) !== undefined)).toEqual([]);
  });

  it('reads the beginning and the end of a long message, not the document between', () => {
    const filler = 'The warranty covers the frame. '.repeat(100);
    expect(ruleOf(`${filler}\n\nQuestion: what is the latest release?`)).toBe('volatile');
    expect(ruleOf(`What is the weather like?\n\n${filler}`)).toBe('volatile');
    expect(ruleOf(`${filler} It is in force as of today. ${filler}\n\nQuestion: who pays?`)).toBeUndefined();
  });

  it('takes time linear in what it reads, whatever it reads', () => {
    const hostile = ['is ', 'does the ', 'what time ', '^ . ', 'is now', '今', 'e\u0301', '... '].map(
      (piece) => piece.repeat(400_000),
    );
    expect(leastCpuMs(500, () => hostile.forEach((text) => ruleOf(text)))).toBeLessThan(500);
  });

  it('counts a search by the provider, whatever the words', () => {
    const book = new RuleBook({ rules: [], builtIn: BUILT_IN }, new RecordingSignals());
    expect(book.decide(facts('Why?', { searches: true }))).toMatchObject({
      rule: 'web-search',
      ttlSeconds: 300,
    });
    expect(book.decide(facts('Why?'))).toEqual({ whenSearched: { rule: 'web-search', ttlSeconds: 300 } });
  });
});

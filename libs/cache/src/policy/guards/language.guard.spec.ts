import { LanguageGuard } from './language.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new LanguageGuard(), {
  vetoes: {
    'other languages': [
      ['Wie beantrage ich einen neuen Ausweis für die Firma?', 'Wie beantrage ich einen neuen Ausweis?'],
      ['Как дела?', 'Как дела сегодня?'],
      ['Where is it?', '¿Dónde está la oficina?'],
    ],
    'languages that are written without their accents': [
      ['Jak wlaczyc powiadomienia?', 'Jak wylaczyc powiadomienia?'],
      ['Bildirimleri nasil acarim?', 'Bildirimleri nasil kapatirim?'],
      ['Com activo les notificacions?', 'Com desactivo les notificacions?'],
    ],
    'languages in Latin letters': [
      ['kak vklyuchit temnuyu temu', 'kak vyklyuchit temnuyu temu'],
      ['app me dark mode on kaise kare', 'app me dark mode off kaise kare'],
      ['zenme dakai tongzhi', 'zenme guanbi tongzhi'],
    ],
  },
  passes: {
    English: [
      ['Where is the office?', 'where is our office'],
      ['café prices', 'cafe prices'],
    ],
    'product words alone': [['kubernetes', 'docker']],
  },
});

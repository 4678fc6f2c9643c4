/** How requests begin; what is not here only keeps its "please". */
export const REQUEST_VERBS =
  'tell show give send help explain describe list write generate create make draft compose build find get ' +
  'search look check compare convert translate summarise summarize rewrite rephrase paraphrase shorten ' +
  'simplify improve fix correct debug review refactor optimise optimize implement design suggest recommend ' +
  'provide define outline extract classify categorise categorize calculate compute count solve analyse ' +
  'analyze evaluate answer name return print output format add remove delete update change set install ' +
  'configure run open book schedule remind report enable disable activate deactivate start stop restart ' +
  'turn switch reset cancel confirm approve reject assign invite share export import upload download copy ' +
  'move rename merge split sort filter group rank choose select pick think imagine act use apply follow ' +
  'continue complete finish prepare plan organise organize arrange read highlight identify estimate predict ' +
  'prove derive demonstrate illustrate draw plot proofread edit modify adapt adjust transform encode decode ' +
  'parse validate verify test deploy connect clarify elaborate expand discuss advise guide teach walk';

// Names by compromise (npm): JSONL {"id", "text"} on standard input; {"id", "entities": [{"start", "end", "type"}]} out, in
// code points. The punctuation behind a name, which compromise keeps with it, is taken off.
const fs = require('fs');
const path = require('path');
const nlp = require('module').createRequire(path.resolve('build/peers/package.json'))('compromise');

const kinds = { people: 'person', places: 'place', organizations: 'org' };

function names(text) {
  const points = new Uint32Array(text.length + 1);        // of each UTF-16 unit, the code point that it belongs to
  for (let unit = 0, point = 0; unit < text.length; point++) {
    points[unit] = point;
    unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
    points[unit] = point + 1;
  }
  const document = nlp(text);
  return Object.entries(kinds).flatMap(([kind, type]) =>
    document[kind]().json({ offset: true }).map(({ offset }) => {
      const whole = text.substr(offset.start, offset.length);
      const name = whole.replace(/['’]s\W*$|[\s,;:!?)\]"”’]+$/u, '').replace(/(?<![A-Z.].?|Inc|Corp|Ltd|Co|Jr|Sr)\.$/u, '');
      const start = offset.start + whole.search(/[^\s("“‘[]/u);
      return { start: points[start], end: points[offset.start + name.length], type };
    }).filter(({ start, end }) => start < end));
}

for (const line of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const { id, text } = JSON.parse(line);
  console.log(JSON.stringify({ id, entities: names(text) }));
}

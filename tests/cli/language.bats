# A third language is rules and a few words: no C, and no rebuild.
load helpers

setup_file() { make_data; }
setup() { make_folder; }

# Spanish, as far as numbers, dates and money go.
spanish() {
    mkdir -p rules/es gazetteers/es
    cat > rules/es/es.yaml <<'YAML'
language: es
script: latin
tables:
  numeral: {cero: add 0, uno: add 1, un: add 1, dos: add 2, tres: add 3, cuatro: add 4, cinco: add 5, seis: add 6, siete: add 7,
            ocho: add 8, nueve: add 9, diez: add 10, veinte: add 20, treinta: add 30, cien: add 100, mil: scale 1e3,
            millón: scale 1e6, millones: scale 1e6, y: skip, ',': point}
  currency: {euros: EUR, euro: EUR, dólares: USD, pesos: MXN, yenes: JPY}
  month_name: {enero: '1', febrero: '2', marzo: '3', abril: '4', mayo: '5', junio: '6', julio: '7', agosto: '8',
               septiembre: '9', octubre: '10', noviembre: '11', diciembre: '12'}
  day_rel: {hoy: +0, ayer: '-1', mañana: +1, el día siguiente: previous+1}
  hedge_before: {unos: approx, casi: less, más de: more}
patterns:
  figures: '\d+(?:\.\d{3})*(?:,\d+)?'
  word: '(?:cero|uno|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|treinta|cien|mil|millón|millones)'
  number: '(?:{figures}|{word}(?: y {word}| {word})*)(?: (?:mil|millón|millones))*'
rules:
  - id: es.date.dmy
    type: date
    match: '(?i)(?<!\w)(?<day>\d{1,2}) de (?<month>{month_name})(?: de (?<year>\d{4}))?(?!\w)'
    weight: 10
    examples:
      - {text: 'La empresa cerró el 3 de mayo de 2024 en la capital', finds: 3 de mayo de 2024, value: 2024-05-03}
  - id: es.date.day
    type: date
    match: '(?i)(?<!\w)(?<day_shift>{day_rel})(?!\w)'
    weight: 5
    examples:
      - {text: 'El banco lo anunció ayer en la bolsa', date: 2024-05-10, finds: ayer, value: 2024-05-09}
  - id: es.money.name
    type: money
    match: '(?i)(?<![\w.,])(?<number>{number})(?: de)? (?<currency>{currency})(?!\w)'
    weight: 8
    examples:
      - {text: 'El grupo pagó unos 3 millones de euros por la marca', finds: 3 millones de euros, value: 3000000, currency: EUR, about: approx}
      - {text: 'La multa es de veinte mil pesos en total', finds: veinte mil pesos, value: 20000, currency: MXN}
    counter:
      - 'La casa de los euros'
YAML
    printf 'word\tclass\tweight\n' > gazetteers/es/function.tsv
    for word in el la los las de del en que y un una por con se lo es; do
        printf '%s\tfunction_word\t1\n' "$word" >> gazetteers/es/function.tsv
    done
}

has() { echo "$output" | jq -e "[.mentions[] | select($1)] | length == 1"; }

@test "Spanish from a folder: its examples come out, its numbers, dates and money have values" {
    spanish
    extract --rules rules --gazetteers gazetteers --check
    ends_with 0
    echo 'El banco anunció ayer que la compra costó 1.250,5 millones de euros. La firma se hará el 12 de junio de 2024.' > es.txt
    extract --rules rules --gazetteers gazetteers --date 2024-05-10 es.txt
    ends_with 0
    echo "$output" | jq -e '.document.language == "es"'
    has '.text == "ayer" and .value == "2024-05-09"'
    has '.text == "12 de junio de 2024" and .begin == "2024-06-12"'
    has '.text == "1.250,5 millones de euros" and .value == 1250500000 and .currency == "EUR"'
}

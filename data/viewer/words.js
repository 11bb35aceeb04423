/* ==== words.js: the interface in three languages ==== */
'use strict';

/* A value is a text, or its forms by Intl.PluralRules. {n} and the like are filled in. */
const WORDS = {
  en: {
    untitled: 'Who is named with whom',
    search: 'Search names', noResults: 'No name like this',
    filters: 'Filters', table: 'Table', save: 'Save', theme: 'Light or dark', help: 'Help',
    language: 'Language', close: 'Close', back: 'Overview',
    zoomIn: 'Zoom in', zoomOut: 'Zoom out', fit: 'Show all',
    savePng: 'Picture (PNG)', saveSvg: 'Picture (SVG)', saveNodes: 'Names (CSV)',
    saveEdges: 'Ties (CSV)',
    picture: 'Map of the network', perName: 'Strongest ties of each name', all: 'all',
    minWeight: 'Named together at least', times: {one: '{n} time', other: '{n} times'},
    types: 'Kinds', groups: 'Groups', time: 'Time', from: 'from', until: 'until',
    everyGroup: 'all', noGroup: 'none', namesIn: 'Names in', asInFile: 'as in the file',
    colourBy: 'Colour by', colourFile: 'file', colourGroup: 'group', colourType: 'kind',
    play: 'Play', sizeBy: 'Size by', apart: 'Names apart from the rest',
    reset: 'Reset', arrange: 'Rearrange', stop: 'Stop',
    name: {one: '{n} name', other: '{n} names'}, tie: {one: '{n} tie', other: '{n} ties'},
    document: {one: '{n} text', other: '{n} texts'},
    sentence: {one: '{n} sentence', other: '{n} sentences'},
    shown: '{m} of {n}',
    strongestNames: 'Most connected', strongestTies: 'Strongest ties', ties: 'Ties',
    sentences: 'Sentences', keptSentences: '{m} of {n} kept',
    noSentences: 'The sentences were not kept in this file.',
    noTies: 'No ties under the present filters.',
    cannotUnpack: 'This browser cannot unpack the sentences; a newer one can.',
    loading: 'One moment …', showAll: 'Show all {n}', showMore: 'Show {n} more', sentenceNumber: 'sentence {n}',
    aboutThis: 'How it was made', nodes: 'Names', edges: 'Ties', rows: 'Filter rows',
    selected: '{name}, {kind}, {ties}', selectedTie: '{a} and {b}: {ties}',
    nothingSelected: 'Nothing selected', filtered: 'Shown: {names}, {ties}',
    person: 'person', state: 'state', organization: 'organization',
    persons: 'Persons', states: 'States', organizations: 'Organizations',
    id: 'Id', type: 'Kind', group: 'Group', weight: 'Weight', first: 'First', last: 'Last',
    documents: 'Texts', mentions: 'Mentions', found: 'Found', same_as: 'Same as',
    degree: 'Number of ties', strength: 'Strength', betweenness: 'Betweenness',
    closeness: 'Closeness', eigenvector: 'Eigenvector', pagerank: 'PageRank',
    coreness: 'Core', clustering: 'Clustering', harmonic: 'Harmonic closeness',
    label_ar: 'Arabic', label_en: 'English', label_ru: 'Russian', a: 'Name', b: 'Named with',
    helpTitle: 'Keys',
    helpKeys: [['/', 'search'], ['← ↑ → ↓', 'go along a tie, or move the map'],
      ['Enter', 'read about the selected name'], ['Esc', 'let go'], ['+  −  0', 'zoom'],
      ['T', 'table'], ['F', 'filters']],
    helpText: 'A click on a name shows what is known of it; a click on a tie shows the sentences that name both. Names can be dragged.',
  },
  ar: {
    untitled: 'من يُذكر مع من',
    search: 'ابحث عن اسم', noResults: 'لا اسم يشبه هذا',
    filters: 'تصفية', table: 'جدول', save: 'حفظ', theme: 'فاتح أو داكن', help: 'مساعدة',
    language: 'اللغة', close: 'إغلاق', back: 'نظرة عامة',
    zoomIn: 'تكبير', zoomOut: 'تصغير', fit: 'إظهار الكل',
    savePng: 'صورة (PNG)', saveSvg: 'صورة (SVG)', saveNodes: 'الأسماء (CSV)',
    saveEdges: 'الروابط (CSV)',
    picture: 'خريطة الشبكة', perName: 'أقوى روابط كل اسم', all: 'الكل',
    minWeight: 'ذُكرا معًا على الأقل',
    times: {one: 'مرة واحدة', two: 'مرتين', few: '{n} مرات', other: '{n} مرة'},
    types: 'الأنواع', groups: 'المجموعات', time: 'الزمن', from: 'من', until: 'إلى',
    everyGroup: 'الكل', noGroup: 'لا شيء', namesIn: 'لغة الأسماء', asInFile: 'كما في الملف',
    colourBy: 'اللون حسب', colourFile: 'الملف', colourGroup: 'المجموعة', colourType: 'النوع',
    play: 'تشغيل', sizeBy: 'الحجم حسب', apart: 'أسماء منفصلة عن البقية',
    reset: 'إعادة الضبط', arrange: 'إعادة الترتيب', stop: 'توقف',
    name: {zero: 'لا أسماء', one: 'اسم واحد', two: 'اسمان', few: '{n} أسماء', many: '{n} اسمًا', other: '{n} اسم'},
    tie: {zero: 'لا روابط', one: 'رابطة واحدة', two: 'رابطتان', few: '{n} روابط', other: '{n} رابطة'},
    document: {zero: 'لا نصوص', one: 'نص واحد', two: 'نصان', few: '{n} نصوص', many: '{n} نصًا', other: '{n} نص'},
    sentence: {zero: 'لا جمل', one: 'جملة واحدة', two: 'جملتان', few: '{n} جمل', other: '{n} جملة'},
    shown: '{m} من {n}',
    strongestNames: 'الأكثر ارتباطًا', strongestTies: 'أقوى الروابط', ties: 'الروابط',
    sentences: 'الجمل', keptSentences: 'حُفظ {m} من {n}',
    noSentences: 'لم تُحفظ الجمل في هذا الملف.',
    noTies: 'لا روابط مع التصفية الحالية.',
    cannotUnpack: 'هذا المتصفح لا يستطيع فك ضغط الجمل، جرّب متصفحًا أحدث.',
    loading: 'لحظة …', showAll: 'إظهار الكل ({n})', showMore: 'إظهار {n} أخرى', sentenceNumber: 'الجملة {n}',
    aboutThis: 'كيف صُنعت', nodes: 'الأسماء', edges: 'الروابط', rows: 'تصفية الصفوف',
    selected: '{name}، {kind}، {ties}', selectedTie: '{a} و{b}: {ties}',
    nothingSelected: 'لم يُحدَّد شيء', filtered: 'المعروض: {names}، {ties}',
    person: 'شخص', state: 'دولة', organization: 'منظمة',
    persons: 'أشخاص', states: 'دول', organizations: 'منظمات',
    id: 'المعرّف', type: 'النوع', group: 'المجموعة', weight: 'الوزن', first: 'أول مرة', last: 'آخر مرة',
    documents: 'النصوص', mentions: 'مرات الذكر', found: 'طريقة العثور', same_as: 'هو نفسه',
    degree: 'عدد الروابط', strength: 'القوة', betweenness: 'الوساطة',
    closeness: 'القرب', eigenvector: 'المتجه الذاتي', pagerank: 'بيج رانك',
    coreness: 'النواة', clustering: 'التعنقد', harmonic: 'القرب التوافقي',
    label_ar: 'بالعربية', label_en: 'بالإنجليزية', label_ru: 'بالروسية', a: 'الاسم', b: 'ذُكر مع',
    helpTitle: 'المفاتيح',
    helpKeys: [['/', 'بحث'], ['← ↑ → ↓', 'السير مع رابطة أو تحريك الخريطة'],
      ['Enter', 'قراءة ما يخص الاسم المحدد'], ['Esc', 'إلغاء التحديد'], ['+  −  0', 'تكبير وتصغير'],
      ['T', 'جدول'], ['F', 'تصفية']],
    helpText: 'انقر اسمًا لترى ما يُعرف عنه، وانقر رابطة لتقرأ الجمل التي تذكر الطرفين. ويمكن سحب الأسماء.',
  },
  ru: {
    untitled: 'Кто с кем упомянут',
    search: 'Поиск имён', noResults: 'Похожих имён нет',
    filters: 'Фильтры', table: 'Таблица', save: 'Сохранить', theme: 'Светлая или тёмная', help: 'Справка',
    language: 'Язык', close: 'Закрыть', back: 'Обзор',
    zoomIn: 'Приблизить', zoomOut: 'Отдалить', fit: 'Показать всё',
    savePng: 'Рисунок (PNG)', saveSvg: 'Рисунок (SVG)', saveNodes: 'Имена (CSV)',
    saveEdges: 'Связи (CSV)',
    picture: 'Карта сети', perName: 'Самые сильные связи имени', all: 'все',
    minWeight: 'Вместе не менее',
    times: {one: '{n} раза', few: '{n} раз', many: '{n} раз', other: '{n} раза'},
    types: 'Виды', groups: 'Группы', time: 'Время', from: 'с', until: 'по',
    everyGroup: 'все', noGroup: 'ни одной', namesIn: 'Имена', asInFile: 'как в файле',
    colourBy: 'Цвет', colourFile: 'из файла', colourGroup: 'по группе', colourType: 'по виду',
    play: 'Пуск', sizeBy: 'Размер', apart: 'Имена отдельно от остальных',
    reset: 'Сбросить', arrange: 'Разложить', stop: 'Стоп',
    name: {one: '{n} имя', few: '{n} имени', many: '{n} имён', other: '{n} имени'},
    tie: {one: '{n} связь', few: '{n} связи', many: '{n} связей', other: '{n} связи'},
    document: {one: '{n} текст', few: '{n} текста', many: '{n} текстов', other: '{n} текста'},
    sentence: {one: '{n} предложение', few: '{n} предложения', many: '{n} предложений', other: '{n} предложения'},
    shown: '{m} / {n}',
    strongestNames: 'Больше всего связей', strongestTies: 'Самые сильные связи', ties: 'Связи',
    sentences: 'Предложения', keptSentences: 'сохранено {m} из {n}',
    noSentences: 'Предложения в этом файле не сохранены.',
    noTies: 'При этих фильтрах связей нет.',
    cannotUnpack: 'Этот браузер не умеет распаковывать предложения; нужен более новый.',
    loading: 'Минуту …', showAll: 'Показать все ({n})', showMore: 'Показать ещё {n}', sentenceNumber: 'предложение {n}',
    aboutThis: 'Как это сделано', nodes: 'Имена', edges: 'Связи', rows: 'Отбор строк',
    selected: '{name}, {kind}, {ties}', selectedTie: '{a} и {b}: {ties}',
    nothingSelected: 'Ничего не выбрано', filtered: 'Показано: {names}, {ties}',
    person: 'человек', state: 'государство', organization: 'организация',
    persons: 'Люди', states: 'Государства', organizations: 'Организации',
    id: 'Код', type: 'Вид', group: 'Группа', weight: 'Вес', first: 'Впервые', last: 'В последний раз',
    documents: 'Тексты', mentions: 'Упоминания', found: 'Как найдено', same_as: 'То же, что',
    degree: 'Число связей', strength: 'Сила', betweenness: 'Посредничество',
    closeness: 'Близость', eigenvector: 'Собственный вектор', pagerank: 'PageRank',
    coreness: 'Ядро', clustering: 'Кластеризация', harmonic: 'Гармоническая близость',
    label_ar: 'По-арабски', label_en: 'По-английски', label_ru: 'По-русски', a: 'Имя', b: 'Вместе с',
    helpTitle: 'Клавиши',
    helpKeys: [['/', 'поиск'], ['← ↑ → ↓', 'перейти по связи или сдвинуть карту'],
      ['Enter', 'прочесть о выбранном имени'], ['Esc', 'снять выбор'], ['+  −  0', 'масштаб'],
      ['T', 'таблица'], ['F', 'фильтры']],
    helpText: 'Щёлкните имя, чтобы увидеть, что о нём известно, или связь, чтобы прочесть предложения, где названы оба. Имена можно перетаскивать.',
  },
};

const LANGUAGES = ['ar', 'en', 'ru'];

/** Speaks one language at a time: texts, numbers, dates. */
function createVoice(language) {
  let words, numbers, plurals, dates;
  const voice = {
    language: '',

    speak(lang) {
      voice.language = lang;
      words = WORDS[lang];
      // Latin digits in Arabic too: the data, the tables and the dates have them
      const locale = lang === 'ar' ? 'ar-u-nu-latn-ca-gregory' : lang;
      numbers = new Intl.NumberFormat(locale, {maximumSignificantDigits: 4});
      plurals = new Intl.PluralRules(lang);
      dates = new Intl.DateTimeFormat(locale, {dateStyle: 'long', timeZone: 'UTC'});
    },

    /** A text by its name, {…} filled from values. */
    say(name, values = {}) {
      return fill(words[name], values);
    },

    has: (name) => typeof words[name] === 'string',

    list: (name) => words[name],

    /** "12 names": a text by its name and number. */
    count(name, n) {
      const forms = words[name];
      return fill(forms[plurals.select(n)] || forms.other, {n: voice.number(n)});
    },

    number(value) {
      return Math.abs(value) >= 1000 || Number.isInteger(value)
        ? Math.round(value).toLocaleString(numbers.resolvedOptions().locale)
        : numbers.format(value);
    },

    /** "2024-10-24" as people write it; whatever else as it is. */
    date(iso) {
      const time = /^\d{4}-\d\d-\d\d$/.test(iso) ? Date.parse(iso) : NaN;
      return Number.isNaN(time) ? iso : dates.format(time);
    },
  };

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  voice.speak(language);
  return voice;
}

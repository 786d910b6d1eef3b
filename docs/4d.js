// Colours for blocks of 4D code in the built book.
hljs.registerLanguage("4d", () => ({
  name: "4D",
  case_insensitive: true,
  keywords: {
    $pattern: /#?[a-z]+/,
    keyword:
      "if else end case of for each while until repeat use try catch return break continue var property function class " +
      "constructor extends shared singleton session get set local alias exposed super this #declare begin sql",
    literal: "true false null",
  },
  contains: [
    hljs.C_LINE_COMMENT_MODE,
    hljs.C_BLOCK_COMMENT_MODE,
    { className: "string", begin: '"', end: '"', contains: [hljs.BACKSLASH_ESCAPE] },
    { className: "number", begin: /![0-9]{2,4}[-/.][0-9]{2}[-/.][0-9]{2,4}!|\?[0-9]{2}:[0-9]{2}:[0-9]{2}\?/ },
    { className: "variable", begin: /\$\{?[a-z0-9_]+\}?|<>[a-z_][a-z0-9_]*/ },
    { className: "type", begin: /\b(cs|4D)\.[A-Za-z0-9_]+/ },
    hljs.C_NUMBER_MODE,
  ],
}));

document.querySelectorAll("code.language-4d").forEach((block) => hljs.highlightBlock(block));

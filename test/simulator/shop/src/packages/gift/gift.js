Page({ data: { word: require('wrapping').word } })

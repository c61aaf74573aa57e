exports.word = "wrapped"

Component({ properties: { word: { type: String, value: 'calm' as string } } })

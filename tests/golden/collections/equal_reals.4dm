// Real numbers in equal() may differ by a millionth, with ck diacritical not at all
show([1/Log(10)].equal([0.4342944819033]); [1/Log(10)].equal([0.4342944819033]; ck diacritical))
SET REAL COMPARISON LEVEL(0)
show([1.0000001].equal([1.0000002]); [{a: [1.0000001]}].equal([{a: [1.0000002]}]); [1].equal([1.1]))
show([{a: [1.0000001]}].equal([{a: [1.0000002]}]; ck diacritical); [0.5].equal([0.5]; ck diacritical))

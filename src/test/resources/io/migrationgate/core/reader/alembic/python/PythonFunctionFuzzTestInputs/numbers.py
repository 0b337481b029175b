x = [0x_ff, 1_000.5e-3j, 0o17, 0B1, 1if y else 2, .5, 1., 00, 0xfor 1]

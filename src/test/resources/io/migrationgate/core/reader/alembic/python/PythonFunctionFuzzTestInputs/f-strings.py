x = f"{a!r:>{b}} {'n' "m"} {{}} {f'{c}'} \N{BULLET} {d=} {e:{f}{g}}"
y = rf'''{
    x  # comment
:%Y-%m}''' Rb'\'' t"{z}" 'a' "b"

# Copies what migration chains are read from out of an app's image, into a volume that the gate reads.
#
#   busybox sh copy-files.sh DESTINATION BYTES PATH...
#
# It runs in the app's own image, which may have no shell and no tools: busybox brings them all.
# Below DESTINATION everything has the path that it has in the image. A configuration file is copied
# with the files of its folder, a folder with what is in it. It ends with 0 whatever happens: what
# could not be copied stands in DESTINATION.problems, a line for each, PATH<TAB>REASON, and makes the
# verdict Unknown. What this user may not read within a folder, nobody may read in the copy either: so
# it counts where a chain needs it, and only there.

destination=$1 limit=$2
shift 2
most=200000
spent=0
list=$destination.list

umask 022
mkdir -p "${destination%/*}"
# The containers of other images may run as other users.
chmod 1777 "${destination%/*}" 2>/dev/null
# A node that restarts runs this again.
[ -e "$destination" ] && chmod -R u+rwX "$destination"
rm -rf "$destination" "$destination.problems" "$list"*
mkdir -p "$destination"
# Also where it stays empty: who reads the copy has to know that it is one.
: >"$destination.problems"

# One line for each problem, whatever the name of the file.
problem() {
  printf '%s\t%s\n' "$(printf %s "$1" | tr '\001-\037\177' '?')" "$2" >>"$destination.problems"
}

# Sets $at to where $1 really is, and copies the links on the way there as links.
trace() {
  rest=$1 at='' hops=0
  while [ -n "$rest" ]; do
    case $rest in
      */*) part=${rest%%/*} rest=${rest#*/} ;;
      *) part=$rest rest='' ;;
    esac
    case $part in
      '' | .) continue ;;
      ..)
        at=${at%/*}
        continue
        ;;
    esac
    if ! [ -L "$at/$part" ]; then
      at=$at/$part
      continue
    fi
    hops=$((hops + 1))
    [ "$hops" -gt 40 ] && return 1
    mkdir -p "$destination$at"
    [ -L "$destination$at/$part" ] || cp -P "$at/$part" "$destination$at/" || return 1
    # The x keeps line ends at the end of a name, which $( ) would take away.
    target=$(readlink -n "$at/$part" && echo x)
    target=${target%x}
    case $target in
      /*) at='' ;;
    esac
    rest=$target/$rest
  done
  at=${at:-/}
}

# find in a folder, without what holds no migrations; $compiled says whether compiled files count.
seek() {
  start=$1
  shift
  if [ -n "$compiled" ]; then cache=.git; else cache=__pycache__; fi
  # Never out of the image: a chain may be said to be anywhere below /.
  find "$start" -xdev \
    -type d \( -name .git -o -name .hg -o -name .svn -o -name node_modules -o -name .venv -o -name .tox \
    -o -name site-packages -o -name dist-packages -o -name "$cache" -o -exec test -e '{}/pyvenv.cfg' \; \) \
    ! -path "$start" -prune -o "$@"
}

# The files that readers read, by name; numbered ones may end in anything.
seek_files() {
  from=$1
  shift
  seek "$from" -type f \( -name '*.py' -o -name '*.py[co]' -o -name '*.ini' -o -name '*.toml' -o -name '*.cfg' \
    -o -name '*.conf' -o -name '*.plan' -o -name '*.sql' -o -name '*.mako' -o -name '*.java' -o -name '*.kt' \
    -o -name '[0-9]*' \) "$@"
}

# Copies a folder under its real name; $2 is how it was asked for.
copy_folder() {
  folder=$1 asked=$2
  # What is there has been copied, or is being copied.
  grep -Fqx "$(printf %s "$folder" | tr '\n' '?')" "$list.folders" 2>/dev/null && return
  printf %s "$folder" | tr '\n' '?' >>"$list.folders"
  echo >>"$list.folders"

  seek "$folder" -type d -print0 2>/dev/null >"$list"
  while IFS= read -r -d '' found; do
    mkdir -p "$destination$found"
    { [ -r "$found" ] && [ -x "$found" ]; } || printf '%s\0' "$found" >>"$list.closed"
  done <"$list"

  set -- $(seek_files "$folder" -exec stat -c %s '{}' + 2>/dev/null |
    awk '{ bytes += $1 } END { printf "%d %d", NR, bytes }')
  if [ "$1" -gt "$most" ]; then
    problem "$asked" "holds $1 files, more than the $most that are copied; name the chain's own folder"
    return
  fi
  if [ $((spent + $2)) -gt "$limit" ]; then
    problem "$asked" "holds $2 bytes, and $((limit - spent)) of $limit may still be copied; name the chain's own folder"
    return
  fi
  spent=$((spent + $2))

  seek_files "$folder" -exec cp -P --parents -t "$destination" '{}' + 2>"$list.errors"
  seek_files "$folder" -print0 2>/dev/null >"$list"
  while IFS= read -r -d '' found; do
    [ -e "$destination$found" ] || printf '%s\0' "$found" >>"$list.closed"
  done <"$list"
  grep -q 'write\|space' "$list.errors" && problem "$asked" "could not be copied: $(head -n 1 "$list.errors" | tr '\001-\037\177' '?')"

  seek "$folder" -type l -print0 2>/dev/null >>"$list.links"
}

copy_file() {
  [ -e "$destination$1" ] && return
  size=$(stat -L -c %s "$1")
  if [ $((spent + size)) -gt "$limit" ]; then
    problem "$1" "has $size bytes, and $((limit - spent)) of $limit may still be copied"
    return
  fi
  spent=$((spent + size))
  mkdir -p "$destination${1%/*}"
  cp "$1" "$destination$1" 2>/dev/null || problem "$1" "may not be read by user $(id -u)"
}

: >"$list.links"
for path; do
  compiled=
  if ! trace "$path"; then
    problem "$path" "is behind too many links"
  elif [ -d "$at" ]; then
    copy_folder "$at" "$path"
  elif [ -f "$at" ]; then
    copy_file "$at"
    grep -q '^[[:space:]]*sourceless' "$at" 2>/dev/null && compiled=yes
    # The folder of the configuration, not of what it may be a link to.
    trace "${path%/*}" && copy_folder "$at" "$path"
  elif [ -e "$at" ]; then
    problem "$path" "is neither a file nor a folder"
  else
    problem "$path" "does not exist in the image, or may not be seen by user $(id -u)"
  fi
done

# What links lead to, and the links that are found there.
compiled=
rounds=0
while [ -s "$list.links" ] && [ "$rounds" -lt 8 ]; do
  rounds=$((rounds + 1))
  mv "$list.links" "$list.round"
  : >"$list.links"
  while IFS= read -r -d '' link; do
    if ! trace "$link"; then
      problem "$link" "is behind too many links"
    elif [ -d "$at" ]; then
      copy_folder "$at" "$link"
    elif [ -f "$at" ]; then
      copy_file "$at"
    fi
  done <"$list.round"
done

# The gate runs as another user.
chmod -R a+rX,u+w "$destination"
if [ -e "$list.closed" ]; then
  while IFS= read -r -d '' found; do
    [ -e "$destination$found" ] || : >"$destination$found"
    chmod 0 "$destination$found"
  done <"$list.closed"
fi
rm -f "$list" "$list".*
exit 0

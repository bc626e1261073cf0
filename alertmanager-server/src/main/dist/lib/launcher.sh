# Read by bin/alertmanager and bin/amtool, which set: program, main, home, fail, resolve. POSIX sh; starts no other
# process than java on the usual path, because every one of them delays the start.

# Java reads arguments in the encoding of the locale; label values and names of callers may hold more than ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]*8*) ;;
  *) LC_ALL=C.UTF-8 && export LC_ALL ;;
esac

# --- which java -------------------------------------------------------------------------------------------------

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || fail "JAVA_HOME=$JAVA_HOME has no bin/java; point it at a JDK or JRE, 17 or newer"
  java_home=$JAVA_HOME
else
  java=$(command -v java) || fail "java not found; install a JRE, 17 or newer, or set JAVA_HOME"
  resolve "$java"
  java_home=${resolved%/bin/java}
fi

java_version=
if [ -r "$java_home/release" ]; then
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      java_version=${value#\"}
      java_version=${java_version%\"*}
    fi
  done <"$java_home/release"
fi
if [ -z "$java_version" ]; then
  java_version=$("$java" -version 2>&1)
  java_version=${java_version#*\"}
  java_version=${java_version%%\"*}
fi
java_major=${java_version%%[.+-]*}
case $java_major in
  '' | *[!0-9]*) fail "cannot tell the version of $java" ;;
esac
[ "$java_major" -ge 17 ] || fail "$java is version $java_version; 17 or newer is needed, set JAVA_HOME"

# --- how much memory, which warnings ----------------------------------------------------------------------------

# One collector thread and a heap that starts small and gives back: what an idle server holds is what it needs. With
# 15 to 30 % of room in place of 40 to 60 %, alerts that are new cost a fifth more time and memory is a tenth less.
# Code, stacks and the C library's arenas are bounded because each of them is larger by default than the heap; what the
# compiler threads let go of in the C library is given back every few seconds (Java 17.0.9 and newer).
# The optimising compiler begins four times later than usual: that takes a quarter off the time of a start, and costs
# up to a fifth of the throughput in the first half minute of full load (docs/benchmarks.md).
# Names of members are resolved again every few seconds: the machine's own cache must not be older. The server passes the
# second of the two on to Java, which prefers the value of its own configuration.
# -Xlog:disable keeps an archive that does not fit from being talked about.
set_jvm_flags() {
  jvm_flags="-XX:+UseSerialGC -Xms8m -XX:MaxRAMPercentage=50 -XX:MinRAMPercentage=50"
  jvm_flags="$jvm_flags -XX:MinHeapFreeRatio=40 -XX:MaxHeapFreeRatio=60 -XX:TrimNativeHeapInterval=5000"
  jvm_flags="$jvm_flags -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400"
  jvm_flags="$jvm_flags -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000"
  jvm_flags="$jvm_flags -Xss512k -XX:ReservedCodeCacheSize=48m"
  jvm_flags="$jvm_flags -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=$1"
  jvm_flags="$jvm_flags -XX:+IgnoreUnrecognizedVMOptions -Xlog:disable"
  jvm_flags="$jvm_flags -Dio.netty.noUnsafe=false -Dio.netty.tryReflectionSetAccessible=false"
  jvm_flags="$jvm_flags -Dvertx.disableFileCaching=true -Dvertx.disableFileCPResolving=true"
  jvm_flags="$jvm_flags -Dsun.net.inetaddr.ttl=5 -Dsun.net.inetaddr.negative.ttl=1"
  jvm_flags="$jvm_flags -Dslf4j.internal.verbosity=WARN -Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider"
  if [ "$java_major" -ge 24 ]; then
    jvm_flags="$jvm_flags --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
  fi
}
MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1}
export MALLOC_ARENA_MAX

jar=$home/lib/alertmanager-server.jar
[ -r "$jar" ] || fail "$jar is missing; the distribution is incomplete"

# --- the class archive ------------------------------------------------------------------------------------------

# Made with the same java and the same flags that use it; anything else it was made for is ignored in silence. A member of
# a cluster has one of its own, because all of an archive is in memory and Hazelcast is large.
#   $1 the file, $2 what is rehearsed beyond a lone program
make_archive() {
  target=$1
  folder=${target%/*}
  [ "$folder" != "$target" ] || folder=.
  work=$folder/.archive-$$
  (umask 022 && mkdir "$work") 2>/dev/null || fail "--make-archive: cannot write to $folder; name another path"
  trap 'rm -rf "$work"' EXIT
  "$java" $jvm_flags -XX:ArchiveClassesAtExit="$work/classes.jsa" -cp "$jar" "$rehearsal" "$work" ${2:-} \
    2>"$work/log" || { cat "$work/log" >&2; fail "--make-archive: the rehearsal of a start failed"; }
  [ -s "$work/classes.jsa" ] || fail "--make-archive: this java writes no class archive"
  chmod 644 "$work/classes.jsa" && mv -f "$work/classes.jsa" "$target" || fail "--make-archive: cannot write $target"
  rm -rf "$work"
  echo "$target"
}

# Whether the words ask for a cluster; a wrong guess costs memory or time, and nothing else.
is_member() {
  member=1
  before=
  for word in "$@"; do
    case $before:$word in
      --cluster.listen-address: | :--cluster.listen-address=) return 1 ;;
      --cluster.listen-address:* | :--cluster.listen-address=* | :--cluster.peer | :--cluster.peer=*) member=0 ;;
    esac
    # An address may be a word of its own, and an empty one.
    if [ "$word" = --cluster.listen-address ]; then before=$word; else before=; fi
  done
  return $member
}

if [ "$program" = amtool ]; then
  set_jvm_flags 1
  rehearsal=io.tocsin.server.amtool.Rehearsal
  archive=${TOCSIN_AMTOOL_ARCHIVE:-$home/lib/amtool.jsa}
else
  set_jvm_flags 4
  rehearsal=io.tocsin.server.ClassArchive
  archive=$home/lib/alertmanager.jsa
  if is_member "$@" && [ -r "$home/lib/member.jsa" ]; then
    archive=$home/lib/member.jsa
  fi
  archive=${TOCSIN_ARCHIVE:-$archive}
fi
if [ "${1:-}" = --make-archive ]; then
  make_archive "${2:-$home/lib/$program.jsa}"
  # Without a path members and amtool get theirs, too.
  if [ "$program$#" = alertmanager1 ]; then
    make_archive "$home/lib/member.jsa" member && "$home/bin/amtool" --make-archive
  fi
  exit
fi
[ ! -r "$archive" ] || jvm_flags="$jvm_flags -Xshare:auto -XX:SharedArchiveFile=$archive"

# --- signals ----------------------------------------------------------------------------------------------------

# Java leaves SIGHUP alone where it is ignored at the start, as under nohup, and so it would reload nothing. A shell cannot
# undo that; env of GNU can. Where that cannot be had, the server says so in its log.
default_signals=
if [ "$program" = alertmanager ] && [ -r /proc/self/status ]; then
  while read -r key value; do
    case $key$value in
      SigIgn:*[13579bdf]) default_signals="env --default-signal=HUP" ;;
    esac
  done </proc/self/status
  # A path with "=" in it would be a variable to env.
  case $java in
    *=*) default_signals= ;;
  esac
  [ -z "$default_signals" ] || $default_signals true 2>/dev/null || default_signals=
fi
exec $default_signals "$java" $jvm_flags ${JAVA_OPTS:-} ${TOCSIN_JAVA_OPTS:-} -cp "$jar" "$main" "$@"

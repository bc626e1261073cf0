package io.tocsin.server.flags;

import io.tocsin.core.yaml.Spelling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads command lines: {@code --flag value}, {@code --flag=value}, {@code --flag=} (empty), {@code --switch},
 * {@code --no-switch}, {@code -f value}, {@code -fvalue}, {@code --} before plain arguments, and {@code @file} for
 * arguments kept one per line in a file. Flags may stand anywhere.
 *
 * <p>Names are checked first, over the whole line, then values from left to right; {@code --version} ends reading at
 * once. Words of the errors are the original's.
 *
 * @see "Upstream: alertmanager and amtool 0.33.1, observed"
 */
public final class CommandLine {
    /** Asks for the help text. */
    public static final Flag<Boolean> HELP =
            Flag.toggle("help", "Show this help and exit.").withShort('h');

    static final Flag<Boolean> HELP_LONG =
            Flag.toggle("help-long", "Show help for all commands.").hidden();
    static final Flag<Boolean> HELP_MAN =
            Flag.toggle("help-man", "Show a manual page.").hidden();

    private static final Flag<Boolean> COMPLETION = Flag.toggle(
                    "completion-bash", "Show what may stand in the place of the last word.")
            .hidden();
    private static final Flag<Boolean> SCRIPT_BASH = Flag.toggle(
                    "completion-script-bash", "Show a script that completes lines in bash.")
            .hidden();
    private static final Flag<Boolean> SCRIPT_ZSH = Flag.toggle(
                    "completion-script-zsh", "Show a script that completes lines in zsh.")
            .hidden();

    /** Known everywhere, shown nowhere. */
    static final List<Flag<?>> HIDDEN = List.of(HELP_LONG, HELP_MAN, COMPLETION, SCRIPT_BASH, SCRIPT_ZSH);

    /** Asks for the version. */
    public static final Flag<Boolean> VERSION = Flag.toggle("version", "Show the version and exit.");

    private final List<String> words;
    private final Deque<String> rest;
    private final List<Command> path = new ArrayList<>();
    private final List<Given> given = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    /** What could be named in place of a command that was chosen without being named. */
    private final List<String> alternatives = new ArrayList<>();

    private final boolean choosesDefaults;
    private boolean onlyArguments;

    private record Given(Flag<?> flag, String value) {}

    private CommandLine(Command program, List<String> words) {
        this(program, words, true);
    }

    private CommandLine(Command program, List<String> words, boolean choosesDefaults) {
        this.choosesDefaults = choosesDefaults;
        this.words = words;
        this.rest = new ArrayDeque<>(words);
        path.add(program);
    }

    /**
     * Reads a command line.
     *
     * @param program what the line may say
     * @param words the arguments of the process
     * @throws FlagException when the line says something else
     */
    public static Invocation parse(Command program, List<String> words) throws FlagException {
        return parse(program, words, Map.of());
    }

    /**
     * Reads a command line.
     *
     * @param preset values by flag name for flags that the line does not give; other names are ignored
     */
    public static Invocation parse(Command program, List<String> words, Map<String, String> preset)
            throws FlagException {
        return new CommandLine(program, words).parse(preset);
    }

    /**
     * The commands that words name, such as those behind {@code help}; none is chosen without being named.
     *
     * @return the program itself first
     * @throws FlagException if one of them is no such command
     */
    public static List<Command> commands(Command program, List<String> words) throws FlagException {
        List<String> line = new ArrayList<>(words);
        line.add("--" + HELP.name());
        return new CommandLine(program, line, false).parse(Map.of()).path();
    }

    private Invocation parse(Map<String, String> preset) throws FlagException {
        while (!rest.isEmpty()) {
            String word = rest.pop();
            if (onlyArguments || !word.startsWith("-") && !word.startsWith("@")) {
                argument(word);
            } else if (word.equals("--")) {
                onlyArguments = true;
            } else if (word.startsWith("@")) {
                ArgumentsFile.read(word.substring(1)).forEach(rest::push);
            } else if (word.equals("-")) {
                argument("");
            } else if (word.startsWith("--")) {
                longFlag(word.substring(2));
            } else {
                shortFlag(word.substring(1));
            }
            if (wasGiven(VERSION) && !wasGiven(COMPLETION)) {
                return new Invocation(Invocation.Request.VERSION, path, arguments, Map.of());
            }
        }
        if (wasGiven(COMPLETION)) {
            return completion();
        }
        if (helpRequest() != Invocation.Request.RUN) {
            return new Invocation(helpRequest(), path, arguments, Map.of());
        }
        chooseDefaultCommands();
        return new Invocation(Invocation.Request.RUN, path, arguments, values(preset)).withRemarks(remarks);
    }

    private Invocation completion() {
        while (enterDefaultCommand()) {
            // Down to the command that would run.
        }
        List<String> options = new Completion(words, path, alternatives, !arguments.isEmpty()).options();
        return new Invocation(Invocation.Request.COMPLETION, path, options, Map.of());
    }

    private Command current() {
        return path.get(path.size() - 1);
    }

    private void argument(String word) throws FlagException {
        if (!current().commands().isEmpty()) {
            enter(word);
        } else if (arguments.size() < current().argumentsMax()) {
            arguments.add(word);
            alternatives.clear();
        } else {
            throw new FlagException("unexpected " + word, hintForArgument(word));
        }
    }

    private String hintForArgument(String word) {
        return hint(
                siblings(word), () -> current().argumentsMax() == 0 ? "\"" + names() + "\" takes no arguments." : "");
    }

    /** The commands beside the current one that {@code word} may be a misspelling of. */
    private Optional<String> siblings(String word) {
        if (path.size() < 2) {
            return Optional.empty();
        }
        Command above = path.get(path.size() - 2);
        return Spelling.closest(word, names(above)).map(name -> names(path.size() - 1) + " " + name);
    }

    private static List<String> names(Command command) {
        return command.commands().stream().map(Command::name).toList();
    }

    private String names() {
        return names(path.size());
    }

    private String names(int depth) {
        return path.stream().limit(depth).map(Command::name).collect(Collectors.joining(" "));
    }

    private static String hint(Optional<String> meant, Supplier<String> otherwise) {
        return meant.map(text -> "did you mean \"" + text + "\"?").orElseGet(otherwise);
    }

    private void enter(String word) throws FlagException {
        Optional<Command> named = current().command(word);
        if (named.isPresent()) {
            path.add(named.get());
            return;
        }
        if (!enterDefaultCommand()) {
            throw new FlagException("expected command but got \"" + word + "\"", hintForCommand(word));
        }
        if (arguments.size() < current().argumentsMax()) {
            siblings(word)
                    .ifPresent(meant -> remarks.add("\"" + word + "\" is taken for an argument of \"" + names()
                            + "\"; did you mean \"" + meant + "\"?"));
        }
        argument(word);
    }

    private String hintForCommand(String word) {
        List<String> known = names(current());
        List<String> below = below(current(), word, names());
        return hint(
                below.isEmpty()
                        ? Spelling.closest(word, known).map(name -> names() + " " + name)
                        : Optional.of(String.join("\" or \"", below)),
                () -> "commands are " + String.join(", ", known) + "; \"" + names() + " --help\" says what they do.");
    }

    /** The commands of that name at any depth, for words that leave out the command above: {@code amtool expire}. */
    private static List<String> below(Command above, String word, String names) {
        List<String> found = new ArrayList<>();
        for (Command command : above.commands()) {
            String full = names + " " + command.name();
            if (command.name().equals(word)) {
                found.add(full);
            }
            found.addAll(below(command, word, full));
        }
        return found;
    }

    private void longFlag(String text) throws FlagException {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        Optional<Flag<?>> exact = find(name);
        boolean isOff = exact.isEmpty() && name.startsWith("no-");
        Optional<Flag<?>> found =
                isOff ? find(name.substring(3)).filter(f -> f.shape().isSwitch()) : exact;
        if (found.isEmpty()) {
            if (enterDefaultCommand()) {
                longFlag(text);
                return;
            }
            throw new FlagException("unknown long flag '--" + name + "'", hintForFlag(name));
        }
        Flag<?> flag = found.get();
        if (flag.shape().isSwitch()) {
            given.add(new Given(flag, String.valueOf(!isOff)));
            if (equals >= 0) {
                argument(text.substring(equals + 1));
            }
        } else {
            given.add(new Given(flag, equals >= 0 ? text.substring(equals + 1) : nextValue("--" + name)));
        }
    }

    private String hintForFlag(String name) {
        List<String> known = known().stream()
                .filter(flag -> !flag.shape().isHidden())
                .map(Flag::name)
                .toList();
        return hint(Spelling.closest(name, known).map(meant -> "--" + meant), this::flagsAreListed);
    }

    private String flagsAreListed() {
        return "\"" + names() + " --help\" lists the flags.";
    }

    private void shortFlag(String text) throws FlagException {
        String name = text.substring(0, 1);
        Optional<Flag<?>> found = find(name.charAt(0));
        String tail = text.substring(1);
        if (found.isEmpty()) {
            if (enterDefaultCommand()) {
                shortFlag(text);
                return;
            }
            throw new FlagException("unknown short flag '-" + name + "'", flagsAreListed());
        }
        Flag<?> flag = found.get();
        if (!flag.shape().isSwitch()) {
            given.add(new Given(flag, tail.isEmpty() ? nextValue("-" + name) : tail));
            return;
        }
        given.add(new Given(flag, "true"));
        if (!tail.isEmpty()) {
            rest.push("-" + tail);
        }
    }

    /** The word after a flag; one that looks like a flag is no value, unless {@code --} stands between. */
    private String nextValue(String flag) throws FlagException {
        String word = rest.peek();
        if ("--".equals(word) && !onlyArguments) {
            rest.pop();
            onlyArguments = true;
            word = rest.peek();
        }
        if (word == null || !onlyArguments && word.startsWith("-") && word.length() > 1) {
            throw new FlagException("expected argument for flag '" + flag + "'");
        }
        String value = rest.pop();
        return !onlyArguments && value.equals("-") ? "" : value;
    }

    private Optional<Flag<?>> find(String name) {
        return known().stream().filter(f -> f.name().equals(name)).findFirst();
    }

    private Optional<Flag<?>> find(char letter) {
        return known().stream().filter(f -> f.shortName() == letter).findFirst();
    }

    private List<Flag<?>> known() {
        List<Flag<?>> flags = new ArrayList<>(HIDDEN);
        flags.add(HELP);
        flags.add(VERSION);
        path.forEach(command -> flags.addAll(command.flags()));
        return flags;
    }

    private boolean enterDefaultCommand() {
        Optional<Command> command = choosesDefaults ? current().defaultCommand() : Optional.empty();
        if (command.isPresent()) {
            alternatives.addAll(names(current()));
            path.add(command.get());
        }
        return command.isPresent();
    }

    private void chooseDefaultCommands() throws FlagException {
        while (!current().commands().isEmpty()) {
            if (!enterDefaultCommand()) {
                throw new FlagException(
                        path.size() == 1
                                ? "command not specified"
                                : "must select a subcommand of '" + current().name() + "'",
                        "commands are " + String.join(", ", names(current())) + ".");
            }
        }
    }

    private boolean wasGiven(Flag<?> flag) {
        return given.stream().anyMatch(g -> g.flag().equals(flag));
    }

    private Invocation.Request helpRequest() {
        if (wasGiven(HELP_MAN)) {
            return Invocation.Request.HELP_MAN;
        }
        if (wasGiven(HELP_LONG)) {
            return Invocation.Request.HELP_LONG;
        }
        if (wasGiven(SCRIPT_BASH)) {
            return Invocation.Request.COMPLETION_SCRIPT_BASH;
        }
        if (wasGiven(SCRIPT_ZSH)) {
            return Invocation.Request.COMPLETION_SCRIPT_ZSH;
        }
        return wasGiven(HELP) ? Invocation.Request.HELP : Invocation.Request.RUN;
    }

    private Map<Flag<?>, List<?>> values(Map<String, String> preset) throws FlagException {
        Map<Flag<?>, List<Object>> values = new HashMap<>();
        for (Given one : given) {
            Flag<?> flag = one.flag();
            List<Object> ofFlag = values.computeIfAbsent(flag, f -> new ArrayList<>());
            if (!ofFlag.isEmpty() && !flag.shape().isRepeatable()) {
                throw new FlagException("flag '" + flag.name() + "' cannot be repeated");
            }
            ofFlag.add(flag.parse(one.value()));
        }
        for (Flag<?> flag : known()) {
            String value = preset.get(flag.name());
            if (value != null && !values.containsKey(flag)) {
                values.put(flag, List.of(flag.parse(value)));
            }
        }
        return Map.copyOf(values);
    }
}

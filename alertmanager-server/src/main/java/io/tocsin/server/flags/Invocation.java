package io.tocsin.server.flags;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command line asks for. Immutable.
 *
 * @see CommandLine#parse
 */
public final class Invocation {
    /** What the caller wants of the program. */
    public enum Request {
        /** Do the work. */
        RUN,
        /** Print the help text. */
        HELP,
        /** Print help with the flags of every sub-command. */
        HELP_LONG,
        /** Print a manual page. */
        HELP_MAN,
        /** Print what may stand in the place of the last word: the {@link Invocation#arguments}. */
        COMPLETION,
        /** Print a script that completes lines in bash. */
        COMPLETION_SCRIPT_BASH,
        /** Print a script that completes lines in zsh. */
        COMPLETION_SCRIPT_ZSH,
        /** Print the version. */
        VERSION
    }

    private final Request request;
    private final List<Command> path;
    private final List<String> arguments;
    private final Map<Flag<?>, List<?>> given;
    private final List<String> remarks;

    Invocation(Request request, List<Command> path, List<String> arguments, Map<Flag<?>, List<?>> given) {
        this(request, path, arguments, given, List.of());
    }

    private Invocation(
            Request request,
            List<Command> path,
            List<String> arguments,
            Map<Flag<?>, List<?>> given,
            List<String> remarks) {
        this.request = request;
        this.path = List.copyOf(path);
        this.arguments = List.copyOf(arguments);
        this.given = given;
        this.remarks = List.copyOf(remarks);
    }

    Invocation withRemarks(List<String> texts) {
        return new Invocation(request, path, arguments, given, texts);
    }

    /** What is odd about the line, although it can be run. */
    public List<String> remarks() {
        return remarks;
    }

    /**
     * The same line with values for flags that it does not give.
     *
     * @param texts values as typed, by flag name; names that are no flags of the commands chosen are ignored
     * @throws FlagException when a text is no value of its flag
     */
    public Invocation withDefaults(Map<String, String> texts) throws FlagException {
        Map<Flag<?>, List<?>> completed = new HashMap<>(given);
        for (Command command : path) {
            for (Flag<?> flag : command.flags()) {
                String text = texts.get(flag.name());
                if (text != null && !given.containsKey(flag)) {
                    completed.put(flag, List.of(flag.parse(text)));
                }
            }
        }
        return new Invocation(request, path, arguments, Map.copyOf(completed), remarks);
    }

    /** @throws FlagException in the original's words, when a flag is missing that the command does not run without */
    public void checkRequired() throws FlagException {
        List<String> missing = path.stream()
                .flatMap(command -> command.required().stream())
                .filter(flag -> !isGiven(flag))
                .map(flag -> "'--" + flag.name() + "'")
                .toList();
        if (!missing.isEmpty()) {
            throw new FlagException("required flag(s) " + String.join(", ", missing) + " not provided");
        }
    }

    public Request request() {
        return request;
    }

    /** The program itself followed by the sub-commands chosen, outermost first. */
    public List<Command> path() {
        return path;
    }

    /** The names of the sub-commands chosen joined by blanks, such as {@code alert add}; empty without one. */
    public String command() {
        return String.join(" ", path.stream().skip(1).map(Command::name).toList());
    }

    /** What is left when flags and commands are taken away; or, of a {@link Request#COMPLETION}, what may be typed. */
    public List<String> arguments() {
        return arguments;
    }

    public boolean isGiven(Flag<?> flag) {
        return given.containsKey(flag);
    }

    /**
     * The value of a flag: the last one given, else its default.
     *
     * @throws IllegalStateException if the flag was not given and has no default
     */
    public <T> T value(Flag<T> flag) {
        List<T> values = values(flag);
        if (values.isEmpty()) {
            throw new IllegalStateException("--" + flag.name() + ": not given and without a default");
        }
        return values.get(values.size() - 1);
    }

    /** The text of a flag, empty when it was not given and has no default. */
    public String text(Flag<String> flag) {
        List<String> values = values(flag);
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    /** All values of a flag in the order given, else its defaults. */
    public <T> List<T> values(Flag<T> flag) {
        List<?> values = given.get(flag);
        return values == null ? defaults(flag) : cast(values);
    }

    private static <T> List<T> defaults(Flag<T> flag) {
        return flag.defaults().stream().map(text -> parsed(flag, text)).toList();
    }

    private static <T> T parsed(Flag<T> flag, String text) {
        try {
            return flag.parse(text);
        } catch (FlagException e) {
            throw new IllegalStateException("--" + flag.name() + ": default " + text, e);
        }
    }

    // The parser stores under each flag only what that flag's own type produced.
    @SuppressWarnings("unchecked")
    private static <T> List<T> cast(List<?> values) {
        return (List<T>) values;
    }
}

package io.tocsin.server.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may stand in the place of a line's last word, for shells that complete lines: commands, flags, or the values of a
 * flag. Not all fit what is already typed; the shell picks. Immutable.
 *
 * @param words all that was given, {@code --completion-bash} included
 * @param path the program followed by the commands chosen, those that are chosen when none is named included
 * @param alternatives what could be named in place of a command that was chosen without being named
 * @param hasArguments whether the command was given arguments
 * @see "Upstream: kingpin's completion as amtool 0.33.1 shows it, observed"
 */
record Completion(List<String> words, List<Command> path, List<String> alternatives, boolean hasArguments) {
    private static final String DASHES = "--";

    Completion {
        words = List.copyOf(words);
        path = List.copyOf(path);
        alternatives = List.copyOf(alternatives);
    }

    List<String> options() {
        // The first word is taken for the request to complete, as in the original.
        String last = words.size() > 1 ? words.get(words.size() - 1) : "";
        String before = words.size() > 2 ? words.get(words.size() - 2) : "";
        if (last.startsWith(DASHES)) {
            return flags(last.substring(DASHES.length()), "");
        }
        return before.startsWith(DASHES) ? flags(before.substring(DASHES.length()), last) : commands();
    }

    private Command current() {
        return path.get(path.size() - 1);
    }

    private List<String> commands() {
        List<String> options = new ArrayList<>(alternatives);
        if (current().argumentsMax() == 0 || hasArguments) {
            current().commands().forEach(command -> options.add(command.name()));
        }
        return options;
    }

    /** The values of a flag; what comes behind it, if it takes no certain ones or has got one; else all flags. */
    private List<String> flags(String name, String value) {
        Optional<Flag<?>> known =
                candidates().filter(flag -> flag.name().equals(name)).findFirst();
        if (known.isPresent()) {
            List<String> choices = known.get().type().choices();
            boolean isDone = choices.isEmpty()
                    || choices.contains(value)
                            && choices.stream().noneMatch(each -> each.startsWith(value) && !each.equals(value));
            return isDone ? commands() : choices;
        }
        return candidates()
                .filter(flag -> !flag.shape().isHidden())
                .map(flag -> DASHES + flag.name())
                .toList();
    }

    /** The flags of the command and of the program; those of commands between them are left out, as in the original. */
    private Stream<Flag<?>> candidates() {
        Stream<Flag<?>> own = path.size() > 1 ? current().flags().stream() : Stream.of();
        Stream<Flag<?>> ofProgram = Stream.concat(path.get(0).flags().stream(), CommandLine.HIDDEN.stream());
        return Stream.of(own, Stream.of(CommandLine.HELP), ofProgram, Stream.of(CommandLine.VERSION))
                .flatMap(flags -> flags);
    }
}

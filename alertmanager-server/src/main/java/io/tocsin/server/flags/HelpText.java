package io.tocsin.server.flags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what a program understands: as help for a terminal of 80 columns, or as a manual page. */
public final class HelpText {
    private static final int WIDTH = 80;
    private static final int PADDING = 2;
    /** Names of this length and longer stand on a line of their own. */
    private static final int LONG_NAME = 30;
    /** Where the list of commands says what they do. */
    private static final int SUMMARY_COLUMN = 34;

    private final StringBuilder out = new StringBuilder();

    private HelpText() {}

    /** The help for the innermost command of {@code path}, with its own flags and those of the commands above. */
    public static String of(List<Command> path) {
        HelpText text = new HelpText();
        Command command = path.get(path.size() - 1);
        text.usage(path);
        text.line("");
        if (!command.help().isEmpty()) {
            text.line(command.help());
            text.line("");
        }
        text.sections(path);
        if (!command.commands().isEmpty()) {
            text.line("Commands:");
            text.commandList(command, PADDING);
            text.line("");
        }
        return text.out.toString();
    }

    /** The help for a whole program, the flags of every sub-command included. */
    public static String ofEverything(Command program) {
        HelpText text = new HelpText();
        text.out.append(of(List.of(program)));
        text.commandDetails(List.of(program));
        return text.out.toString();
    }

    /** A manual page, in the language of man. */
    public static String manualPage(Command program, String version) {
        HelpText text = new HelpText();
        text.line(".TH " + program.name() + " 1 \"" + version + "\"");
        text.line(".SH \"NAME\"");
        text.line(program.name());
        text.line(".SH \"SYNOPSIS\"");
        text.line(".B " + program.name() + " [<flags>]"
                + (program.commands().isEmpty() ? "" : " <command> [<args> ...]"));
        text.line(".SH \"DESCRIPTION\"");
        text.line(roff(program.help()));
        text.manualFlags(List.of(program));
        text.manualCommands(List.of(program));
        return text.out.toString();
    }

    private void usage(List<Command> path) {
        Command command = path.get(path.size() - 1);
        String names = String.join(" ", path.stream().map(Command::name).toList());
        line("usage: " + names + required(command) + " [<flags>]" + operands(command));
    }

    /** The flags that must be given, behind the name of the command. */
    private static String required(Command command) {
        return command.required().stream()
                .map(flag -> " --" + flag.name() + "=" + sampleValue(flag))
                .collect(Collectors.joining());
    }

    private static String operands(Command command) {
        if (!command.commands().isEmpty()) {
            return " <command> [<args> ...]";
        }
        if (command.arguments().isEmpty()) {
            return "";
        }
        return " [<" + command.arguments() + ">" + (command.argumentsMax() > 1 ? "..." : "") + "]";
    }

    private void sections(List<Command> path) {
        Map<String, List<Flag<?>>> sections = sectionsOf(path);
        int column = column(sections.values().stream().flatMap(List::stream).toList());
        sections.forEach((title, flags) -> {
            line(title + ":");
            twoColumns(flags, column);
            line("");
        });
    }

    private static Map<String, List<Flag<?>>> sectionsOf(List<Command> path) {
        Map<String, List<Flag<?>>> sections = new LinkedHashMap<>();
        List<Flag<?>> plain = sections.computeIfAbsent("Flags", t -> new ArrayList<>());
        plain.add(CommandLine.HELP);
        path.forEach(command -> command.sections()
                .forEach((title, flags) ->
                        sections.computeIfAbsent(title, t -> new ArrayList<>()).addAll(flags)));
        plain.add(CommandLine.VERSION);
        return sections;
    }

    /** How a flag is typed, with what stands for its value. */
    private static String spelling(Flag<?> flag) {
        String letter = flag.shortName() == 0 ? "    " : "-" + flag.shortName() + ", ";
        if (flag.shape().isSwitch()) {
            return letter + "--[no-]" + flag.name();
        }
        return letter + "--" + flag.name() + "=" + sampleValue(flag)
                + (flag.shape().isRepeatable() ? " ..." : "");
    }

    private static String sampleValue(Flag<?> flag) {
        if (!flag.shape().placeholder().isEmpty()) {
            return flag.shape().placeholder();
        }
        if (flag.defaults().isEmpty()) {
            return flag.name().toUpperCase(Locale.ROOT);
        }
        String value = flag.defaults().get(0);
        boolean isQuoted = flag.isText() && !flag.shape().isRepeatable();
        return isQuoted ? '"' + value + '"' : value;
    }

    /** Where the right column starts: behind the longest of the names that are not too long for it. */
    private static int column(List<Flag<?>> flags) {
        int widest = flags.stream()
                .mapToInt(flag -> spelling(flag).length())
                .filter(n -> n < LONG_NAME)
                .max()
                .orElse(LONG_NAME);
        return PADDING + widest + PADDING;
    }

    private void twoColumns(List<Flag<?>> flags, int column) {
        for (Flag<?> flag : flags) {
            if (flag.shape().isHidden()) {
                continue;
            }
            beside(" ".repeat(PADDING) + spelling(flag), flag.help(), column);
        }
    }

    /** Writes {@code right} beside {@code left}, or below it if that is too long. */
    private void beside(String left, String right, int column) {
        List<String> lines = wrap(right, WIDTH - column);
        boolean fits = left.length() + PADDING <= column;
        line(fits ? left + " ".repeat(column - left.length()) + lines.remove(0) : left);
        lines.forEach(l -> line(" ".repeat(column) + l));
    }

    private void commandList(Command command, int indent) {
        for (Command child : command.commands()) {
            String name = " ".repeat(indent)
                    + child.name()
                    + (child.isDefault() ? "*" : "")
                    + required(child)
                    + (child.commands().isEmpty() ? operands(child) : "");
            beside(name, child.help().lines().findFirst().orElse(""), SUMMARY_COLUMN);
            commandList(child, indent + PADDING);
        }
    }

    private void commandDetails(List<Command> path) {
        for (Command child : path.get(path.size() - 1).commands()) {
            List<Command> below = append(path, child);
            if (child.commands().isEmpty()) {
                line(String.join(" ", below.stream().skip(1).map(Command::name).toList())
                        + required(child)
                        + operands(child));
                child.help().lines().forEach(l -> line("    " + l));
                line("");
                if (!child.flags().isEmpty()) {
                    twoColumns(child.flags(), column(child.flags()));
                    line("");
                }
            }
            commandDetails(below);
        }
    }

    private void manualFlags(List<Command> path) {
        sectionsOf(path).forEach((title, flags) -> {
            line(".SH \"" + (title.equals("Flags") ? "OPTIONS" : title.toUpperCase(Locale.ROOT)) + "\"");
            flags.forEach(flag -> {
                line(".TP");
                line("\\fB" + roff(spelling(flag).strip()) + "\\fR");
                line(roff(flag.help()));
            });
        });
    }

    private void manualCommands(List<Command> path) {
        Command command = path.get(path.size() - 1);
        if (path.size() == 1 && !command.commands().isEmpty()) {
            line(".SH \"COMMANDS\"");
        }
        for (Command child : command.commands()) {
            List<Command> below = append(path, child);
            line(".SS");
            line("\\fB"
                    + String.join(" ", below.stream().skip(1).map(Command::name).toList())
                    + required(child)
                    + operands(child)
                    + "\\fR");
            line(".PP");
            line(roff(child.help()));
            manualCommands(below);
        }
    }

    private static List<Command> append(List<Command> path, Command child) {
        List<Command> longer = new ArrayList<>(path);
        longer.add(child);
        return longer;
    }

    /** Keeps the formatter from reading a leading point or a dash as a command of its own. */
    private static String roff(String text) {
        return text.replace("\\", "\\\\").replace("-", "\\-").replace("\n.", "\n\\&.");
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!current.isEmpty() && current.length() + 1 + word.length() > width) {
                lines.add(current.toString());
                current.setLength(0);
            }
            current.append(current.isEmpty() ? "" : " ").append(word);
        }
        lines.add(current.toString());
        return lines;
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}

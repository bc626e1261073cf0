package io.tocsin.server.flags;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * One flag that a command line may carry.
 *
 * @param name long name without dashes, unique within a program
 * @param shortName the letter after a single dash, or 0
 * @param type reads the flag's value
 * @param defaults the values, as they would be typed, that hold when the flag is not given
 * @param shape how the flag is given and shown
 * @param help one or more sentences for the help text
 */
public record Flag<T>(String name, char shortName, FlagType<T> type, List<String> defaults, Shape shape, String help) {
    static final String NO_EFFECT_YET = " Accepted, no effect yet.";

    /**
     * How a flag is given and shown.
     *
     * @param placeholder what stands for the value in help where there is no default, or empty
     * @param isSwitch whether the flag takes no value and has a {@code no-} twin
     * @param isRepeatable whether it may be given more than once
     * @param isHidden whether help leaves it out
     */
    public record Shape(String placeholder, boolean isSwitch, boolean isRepeatable, boolean isHidden) {}

    public Flag {
        requireNonNull(name, "name");
        defaults = List.copyOf(defaults);
    }

    /** A flag that takes a value and has no default. */
    public static <T> Flag<T> of(String name, FlagType<T> type, String help) {
        return new Flag<>(name, (char) 0, type, List.of(), new Shape("", false, false, false), help);
    }

    /** A flag that takes any text and is empty when not given. */
    public static Flag<String> text(String name, String help) {
        return of(name, FlagType.TEXT, help);
    }

    /** A flag that is on or off, off when not given. */
    public static Flag<Boolean> toggle(String name, String help) {
        return new Flag<>(name, (char) 0, FlagType.SWITCH, List.of("false"), new Shape("", true, false, false), help);
    }

    public Flag<T> withDefault(String text) {
        return new Flag<>(name, shortName, type, List.of(text), shape, help);
    }

    public Flag<T> withShort(char letter) {
        return new Flag<>(name, letter, type, defaults, shape, help);
    }

    public Flag<T> withPlaceholder(String placeholder) {
        Shape changed = new Shape(placeholder, shape.isSwitch(), shape.isRepeatable(), shape.isHidden());
        return new Flag<>(name, shortName, type, defaults, changed, help);
    }

    /** The same flag, allowed more than once. */
    public Flag<T> repeatable() {
        Shape changed = new Shape(shape.placeholder(), shape.isSwitch(), true, shape.isHidden());
        return new Flag<>(name, shortName, type, defaults, changed, help);
    }

    /** The same flag, left out of help. */
    public Flag<T> hidden() {
        Shape changed = new Shape(shape.placeholder(), shape.isSwitch(), shape.isRepeatable(), true);
        return new Flag<>(name, shortName, type, defaults, changed, help);
    }

    /**
     * Reads one value.
     *
     * @throws FlagException when the text is not such a value; the hint says of which flag, as the message does not
     */
    T parse(String text) throws FlagException {
        try {
            return type.parse(text);
        } catch (FlagException e) {
            throw e.hint().isEmpty() ? new FlagException(String.valueOf(e.getMessage()), "--" + name + ": " + help) : e;
        }
    }

    /** Whether the value is free text, which help shows in quotes. */
    boolean isText() {
        return !shape.isSwitch() && parsesToText();
    }

    private boolean parsesToText() {
        try {
            return type.parse("") instanceof String || type.parse("") instanceof Path;
        } catch (FlagException e) {
            return false;
        }
    }

    /** Whether the program does anything with the flag yet. */
    public boolean hasEffect() {
        return !help.endsWith(NO_EFFECT_YET);
    }

    /** The same flag, whose help says that the program reads and checks it but does nothing with it yet. */
    public Flag<T> withoutEffectYet() {
        return new Flag<>(name, shortName, type, defaults, shape, help + NO_EFFECT_YET);
    }
}

package io.tocsin.core.template.function;

import static io.tocsin.core.template.function.AlertmanagerFunctions.textAt;
import static io.tocsin.core.template.value.GoType.STRING;

import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import io.tocsin.core.label.SearchPattern;
import io.tocsin.core.template.format.GoFormat;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Bool;
import io.tocsin.core.template.value.Value.Text;
import java.util.List;

/** What searches texts by regular expressions, found anywhere. Thread-safe. */
final class PatternFunctions {
    /** A step of a rendering takes about as long as so many instructions of the regex engine, measured with slow ones. */
    private static final int INSTRUCTIONS_PER_STEP = 3;

    private final PatternCache patterns = new PatternCache();

    List<Function> all() {
        return List.of(
                Function.of("match", List.of(STRING, STRING), this::match),
                Function.of("reReplaceAll", List.of(STRING, STRING, STRING), this::replaceAll));
    }

    private Value match(Call call, List<Value> arguments) throws CallException {
        try {
            SearchPattern pattern = patterns.get(textAt(arguments, 0));
            String text = textAt(arguments, 1);
            charge(call, pattern, text);
            return Bool.of(pattern.isFoundIn(text));
        } catch (InvalidPatternException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        }
    }

    private Value replaceAll(Call call, List<Value> arguments) throws CallException {
        String source = textAt(arguments, 0);
        try {
            SearchPattern pattern = patterns.get(source);
            String replacement = textAt(arguments, 1);
            String text = textAt(arguments, 2);
            charge(call, pattern, text);
            // Each character may be replaced, and be part of what replaces it, as in "$0$0".
            call.charge((long) replacement.length() * (text.length() + 1L));
            return Text.of(pattern.replaceAll(text, replacement));
        } catch (InvalidPatternException e) {
            String quoted = GoFormat.sprintf(call, "%#q", List.of(Text.of(source)));
            throw new CallException("regexp: Compile(" + quoted + "): " + e.getMessage());
        }
    }

    /** As if it were compiled each time: what a rendering may do does not depend on what others did before it. */
    private static void charge(Call call, SearchPattern pattern, String text) throws LimitExceededException {
        call.charge(pattern.cost() + text.length() * (1 + pattern.cost() / INSTRUCTIONS_PER_STEP));
    }
}

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
    /** Compiling one instruction takes as long as so many steps. */
    private static final int COMPILING_STEPS = 20;

    private final PatternCache patterns = new PatternCache();

    List<Function> all() {
        return List.of(
                Function.of("match", List.of(STRING, STRING), this::match),
                Function.of("reReplaceAll", List.of(STRING, STRING, STRING), this::replaceAll));
    }

    private Value match(Call call, List<Value> arguments) throws CallException {
        try {
            SearchPattern pattern = compiled(call, textAt(arguments, 0));
            return Bool.of(pattern.isFoundIn(new MeteredText(textAt(arguments, 1), call, pattern.cost())));
        } catch (InvalidPatternException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        } catch (MeteredText.ExhaustedException e) {
            throw e.limit();
        }
    }

    private Value replaceAll(Call call, List<Value> arguments) throws CallException {
        String source = textAt(arguments, 0);
        try {
            SearchPattern pattern = compiled(call, source);
            String replacement = textAt(arguments, 1);
            MeteredText text = new MeteredText(textAt(arguments, 2), call, pattern.cost());
            call.charge((long) text.length() * Call.STEPS_PER_CHARACTER_MADE);
            return Text.of(pattern.replaceAll(text, replacement, text));
        } catch (InvalidPatternException e) {
            String quoted = GoFormat.sprintf(call, "%#q", List.of(Text.of(source)));
            throw new CallException("regexp: Compile(" + quoted + "): " + e.getMessage());
        } catch (MeteredText.ExhaustedException e) {
            throw e.limit();
        }
    }

    /** Charged as if it were compiled each time: what a rendering may do does not depend on what others did before it. */
    private SearchPattern compiled(Call call, String source) throws LimitExceededException {
        SearchPattern pattern = patterns.get(source);
        call.charge(pattern.cost() * COMPILING_STEPS);
        return pattern;
    }
}

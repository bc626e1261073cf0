package io.tocsin.core.template.html;

import io.tocsin.core.template.format.GoFormat;
import io.tocsin.core.template.format.ValueJson;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.Pointers;
import io.tocsin.core.template.value.Value;
import java.util.List;
import java.util.Optional;

/** Values as expressions of scripts: JSON, which is one. */
final class ScriptValue {
    private ScriptValue() {}

    static String of(Call call, List<Value> arguments) throws CallException {
        List<Value> values = arguments.stream().map(Pointers::pointee).toList();
        Value value = values.size() == 1 ? values.get(0) : Value.Text.of(GoFormat.sprint(call, values));
        if (value instanceof Value.Text text) {
            call.charge(text.text().length());
            if (text.type() == SafeTypes.SCRIPT) {
                return text.text();
            }
            if (text.type() == SafeTypes.SCRIPT_STRING) {
                return '"' + text.text() + '"';
            }
        }
        try {
            return apart(ValueJson.of(call, printed(call, value)));
        } catch (LimitExceededException e) {
            throw e;
        } catch (CallException e) {
            return " /* " + comment(String.valueOf(e.getMessage())) + " */null ";
        }
    }

    /** What has a text of its own is that text, unless it has a form of its own in JSON. */
    private static Value printed(Call call, Value value) throws CallException {
        Optional<Function> print = value.type().method("String");
        return print.isPresent() && value.type().method("MarshalJSON").isEmpty()
                ? print.get().body().apply(call, List.of(value))
                : value;
    }

    /** Words and numbers are kept from running into those beside them. */
    private static String apart(String json) {
        boolean isWord =
                ScriptRules.isWordPart(json.charAt(0)) || ScriptRules.isWordPart(json.charAt(json.length() - 1));
        return isWord ? ' ' + json + ' ' : json;
    }

    /** The message in a form that ends neither the comment nor the script. */
    private static String comment(String message) {
        return message.replace("*/", "* /").replace("</script", "\\x3C/script").replace("<!--", "\\x3C!--");
    }
}

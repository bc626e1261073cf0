package io.tocsin.core.template.html;

import io.tocsin.core.template.format.GoFormat;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Value;
import java.util.List;

/** Values as expressions of scripts. */
final class ScriptValue {
    private ScriptValue() {}

    static String of(Call call, List<Value> arguments) throws CallException {
        if (arguments.size() == 1 && arguments.get(0) instanceof Value.Text text) {
            call.charge(text.text().length());
            if (text.type() == SafeTypes.SCRIPT) {
                return text.text();
            }
            if (text.type() == SafeTypes.SCRIPT_STRING) {
                return '"' + text.text() + '"';
            }
            return ScriptText.json(text.text());
        }
        return GoFormat.sprint(call, arguments);
    }
}

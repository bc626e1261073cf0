package io.tocsin.core.template.format;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.TextBytes;
import io.tocsin.core.template.value.Value;
import java.util.List;

/**
 * Prints values as Go does. Types with a method {@code String} are printed by it.
 *
 * @see "Go: package fmt; answers recorded from 0.33.1"
 */
public final class GoFormat {
    private GoFormat() {}

    /**
     * With blanks between operands of which neither is a string.
     *
     * @throws CallException if the text becomes longer than the rendering may be
     */
    public static String sprint(Call call, List<Value> operands) throws CallException {
        Output out = new Output(call);
        ValuePrinter printer = new ValuePrinter(out);
        boolean wasText = false;
        for (int i = 0; i < operands.size(); i++) {
            Value operand = operands.get(i);
            boolean isText = operand.type().kind() == Kind.STRING;
            if (i > 0 && !isText && !wasText) {
                out.write(' ');
            }
            printer.print(operand, 'v');
            wasText = isText;
        }
        return TextBytes.joined(out.toString());
    }

    /**
     * With blanks between all operands and a line feed at the end.
     *
     * @throws CallException if the text becomes longer than the rendering may be
     */
    public static String sprintln(Call call, List<Value> operands) throws CallException {
        Output out = new Output(call);
        ValuePrinter printer = new ValuePrinter(out);
        for (int i = 0; i < operands.size(); i++) {
            out.write(i > 0 ? " " : "");
            printer.print(operands.get(i), 'v');
        }
        out.write('\n');
        return TextBytes.joined(out.toString());
    }

    /**
     * By a format, in which what is wrong with it shows, as {@code %!d(string=hi)}.
     *
     * @throws CallException if the text becomes longer than the rendering may be
     */
    public static String sprintf(Call call, String format, List<Value> operands) throws CallException {
        Output out = new Output(call);
        new FormatText(out, format, operands).print();
        return TextBytes.joined(out.toString());
    }
}

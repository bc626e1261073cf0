package io.tocsin.core.template.value;

import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Text;
import java.util.List;

/** Lists of texts, as {@code []string}. */
public final class TextList {
    private TextList() {}

    public static Sequence of(List<String> texts) {
        return new Sequence(GoType.STRINGS, texts.stream().<Value>map(Text::of).toList());
    }

    /** @param arguments the list, then what stands between its texts */
    static Value join(Call call, List<Value> arguments) throws CallException {
        return join(call, (Sequence) arguments.get(0), ((Text) arguments.get(1)).text());
    }

    /** The texts of {@code list} with {@code separator} between them. */
    public static Text join(Call call, Sequence list, String separator) throws LimitExceededException {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < list.items().size(); i++) {
            String text = ((Text) list.items().get(i)).text();
            long added = (long) separator.length() + text.length();
            call.charge(added * Call.STEPS_PER_CHARACTER_MADE + 1);
            call.checkSize(joined.length() + added);
            joined.append(i == 0 ? "" : separator).append(text);
        }
        return Text.of(joined.toString());
    }
}

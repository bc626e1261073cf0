package io.tocsin.core.template.format;

import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Go's {@code []byte} among the values. */
public final class GoBytes {
    private GoBytes() {}

    /** @param items of type {@link GoType#BYTES} */
    public static byte[] of(Value.Sequence items) {
        byte[] bytes = new byte[items.items().size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = items.items().get(i) instanceof Value.Int number ? (byte) number.value() : 0;
        }
        return bytes;
    }

    public static Value.Sequence of(byte[] bytes) {
        List<Value> items = new ArrayList<>(bytes.length);
        for (byte b : bytes) {
            items.add(new Value.Int(b & 0xFF, GoType.UINT8));
        }
        return new Value.Sequence(GoType.BYTES, items);
    }

    static Value.Sequence of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}

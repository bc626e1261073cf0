package io.tocsin.notifiers.email;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One mail in words, before it is encoded. Immutable.
 *
 * @param sender address for the envelope
 * @param recipients addresses for the envelope; at least one
 * @param headers values by canonical name
 * @param text empty for no such part
 * @param html empty for no such part
 */
record Mail(String sender, List<String> recipients, Map<String, String> headers, Body text, Body html) {
    Mail {
        recipients = List.copyOf(recipients);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** @param isPresent whether there is such a part, which may be empty even so */
    record Body(boolean isPresent, String content) {
        static final Body NONE = new Body(false, "");
    }
}

package io.tocsin.core.template.proof;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A message that templates are tried with.
 *
 * @param description for people: {@code a firing alert}
 * @param hasResolved whether one of its alerts is resolved
 */
record Sample(String description, boolean hasResolved, Message message) {
    private static final int MORE = 100;

    Sample {
        requireNonNull(description, "description");
        requireNonNull(message, "message");
    }

    /** The same with a hundred more labels and annotations than {@code names}, each of which is {@code value}. */
    Sample filled(Set<String> names, String value) {
        Map<String, String> pairs = new HashMap<>();
        names.forEach(name -> pairs.put(name, value));
        for (int i = 0; i < MORE; i++) {
            pairs.put("other_label_" + i, value);
        }
        Labels all = Labels.of(pairs);
        List<MessageAlert> alerts = message.alerts().stream()
                .map(alert -> new MessageAlert(
                        alert.status(),
                        all,
                        all,
                        alert.startsAt(),
                        alert.endsAt(),
                        alert.generatorUrl() + value,
                        alert.fingerprint()))
                .toList();
        String url = message.externalUrl() + "/" + value;
        return new Sample(
                description,
                hasResolved,
                new Message(value, message.status(), alerts, message.reason(), all, all, all, all, url));
    }
}

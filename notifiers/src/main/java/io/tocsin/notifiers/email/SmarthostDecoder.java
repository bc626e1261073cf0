package io.tocsin.notifiers.email;

import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.notifiers.email.Smarthost.AddressSyntaxException;
import io.tocsin.notifiers.settings.SettingsReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the address of a smarthost. */
final class SmarthostDecoder {
    private SmarthostDecoder() {}

    /** @return null if the key is absent or empty, and after a problem */
    static @Nullable Smarthost decode(SettingsReader in, String key) {
        Optional<YamlNode> node = in.node(key).filter(present -> !present.isNull());
        String text = node.flatMap(YamlNode::text).orElse("");
        if (node.isEmpty() || text.isEmpty()) {
            return null;
        }
        try {
            return Smarthost.parse(text);
        } catch (AddressSyntaxException e) {
            node.get()
                    .error(
                            "expected host:port, but " + e.explanation(),
                            "write it as in \"mail.example.org:587\" or \"[2001:db8::1]:587\".",
                            Stage.VALUE,
                            String.valueOf(e.getMessage()));
            return null;
        }
    }
}

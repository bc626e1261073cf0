package io.tocsin.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the templates among the settings of one integration, in the order in which they are read. Not thread-safe. */
public final class TemplateUses {
    /** What every template holds that can fail. */
    private static final String ACTION = "{{";

    private final List<TemplateUse> uses = new ArrayList<>();

    /** Takes no notice of texts that stand for themselves, unless they are read as YAML. */
    public void add(TemplateUse use) {
        if (use.source().contains(ACTION) || use.kind() == TemplateUse.Kind.YAML) {
            uses.add(use);
        }
    }

    List<TemplateUse> uses() {
        return Collections.unmodifiableList(uses);
    }
}

package io.tocsin.notifiers.email;

import io.tocsin.notifiers.integration.UnsendableException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads lists of addresses: {@code a@b.org, "C, D" <c@d.org>, team: e@f.org, g@h.org;}.
 *
 * @see "Go: net/mail.ParseAddressList; RFC 5322"
 */
final class Addresses {
    private Addresses() {}

    /**
     * The addresses alone, without names, those of groups included.
     *
     * @param what for the message: {@code to}
     * @throws UnsendableException if there is none, or one that is none
     */
    static List<String> parse(String list, String what) throws UnsendableException {
        try {
            List<String> found = new ArrayList<>();
            for (InternetAddress address : parse(list)) {
                add(address, found);
            }
            if (found.isEmpty()) {
                throw new AddressException("no address");
            }
            return found;
        } catch (AddressException e) {
            throw new UnsendableException("parse '" + what + "' addresses: mail: " + describe(e), e);
        }
    }

    /** With their names. */
    static InternetAddress[] parse(String list) throws AddressException {
        return InternetAddress.parse(list, true);
    }

    private static void add(InternetAddress address, List<String> found) throws AddressException {
        if (!address.isGroup()) {
            address.validate();
            found.add(address.getAddress());
            return;
        }
        for (InternetAddress member : address.getGroup(true)) {
            add(member, found);
        }
    }

    /** In Go's words where it is the mistake that people make. */
    private static String describe(AddressException problem) {
        String words = String.valueOf(problem.getMessage());
        return words.startsWith("Missing final '@domain'") ? "missing '@' or angle-addr" : words;
    }
}

//! Words about cases: what a file belongs to, which kinds of files are taken, what is tried before an exchange.

use super::words::word_enum;

word_enum! {
    /// What a file belongs to.
    CaseKind {
        /// A reported fault.
        Ticket = "ticket",
        /// A swap.
        Swap = "swap",
        /// A reported loss, theft, damage or tampering.
        Incident = "incident",
    }
}

word_enum! {
    /// A kind of file that is taken.
    Media {
        /// A photograph.
        Jpeg = "image/jpeg",
        /// A picture without loss.
        Png = "image/png",
        /// A picture of the web.
        Webp = "image/webp",
        /// Pages.
        Pdf = "application/pdf",
    }
}

word_enum! {
    /// A step of troubleshooting from afar (R079).
    CheckStep {
        /// It has power.
        Power = "power",
        /// Its cables sit.
        Cable = "cable",
        /// Its battery is charged.
        Charge = "charge",
        /// It reaches the network.
        Network = "network",
        /// Another network was tried, as Wi-Fi or the SIM card.
        OtherNetwork = "other-network",
        /// It was started anew.
        Restart = "restart",
        /// Its programs are up to date.
        Update = "update",
        /// A payment was tried.
        TestPayment = "test-payment",
    }
}

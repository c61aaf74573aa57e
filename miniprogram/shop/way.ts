/** How goods get to the user: served at the table, brought from the store, or sent by the bakery. */
export type Way = '堂食' | '外送' | '快递'

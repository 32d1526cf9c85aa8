"""The rows of the table: test, most checks, bias seen in 19 of 20 runs (``-``: none to name), slow."""

ROWS = """
papers/test_audits.py::test_other_crowds_have_the_precision_of_bayes 2 0.39
papers/test_audits.py::test_other_deciders_and_other_steps_are_met 7 0.79
papers/test_audits.py::test_the_published_figures_are_met 10 0.81
papers/test_behaviour.py::test_a_town_without_officers_acts_and_one_that_is_content_does_not 1 0.67
papers/test_compas.py::test_other_groups_get_their_own_cells 12 0.97
papers/test_compas.py::test_the_published_table_is_met 8 0.13
papers/test_feedback.py::test_a_correction_is_by_the_share_of_the_other_area 2 0.18
papers/test_feedback.py::test_a_loop_of_runs_does_the_same 2 - slow
papers/test_feedback.py::test_another_start_has_another_law 4 0.19
papers/test_feedback.py::test_another_start_of_the_engine_has_another_mean 1 0.64
papers/test_feedback.py::test_five_per_cent_more_offences_are_noticed 2 0.0053
papers/test_feedback.py::test_of_many_alike_societies_shares_spread_as_the_law_says 1 -
papers/test_feedback.py::test_one_record_leads_to_many_and_corrected_to_few 1 - slow
papers/test_feedback.py::test_patrols_by_rank_make_a_disparity_that_offending_has_not 3 0.15
papers/test_feedback.py::test_the_correction_is_held_to_its_law 1 0.083 slow
papers/test_feedback.py::test_the_urn_and_the_patrols_of_the_engine_are_met 8 0.23
papers/test_feedback.py::test_three_districts_of_unlike_size 6 -
papers/test_feedback.py::test_what_is_asked_of_a_lot_is_not_met_by_rank 2 - slow
papers/test_feedback.py::test_where_the_past_was_even_rank_makes_no_disparity 1 - slow
papers/test_fresh_seeds.py::test_squares_of_z_values_are_chi_squared 46 - slow
papers/test_groups.py::test_other_groups_of_controls_are_simulated_too 12 0.56
papers/test_groups.py::test_other_stages_are_simulated_and_multiply 10 1.5
papers/test_groups.py::test_the_published_controls_are_met 8 0.67
papers/test_groups.py::test_the_published_stages_are_met 10 1.5
papers/test_groups.py::test_the_simulations_notice_other_numbers 10 1.5
papers/test_laws.py::test_a_law_is_met 3 0.18
papers/test_laws.py::test_a_longer_law_is_met 22 0.97 slow
papers/test_laws.py::test_other_numbers_of_the_same_kind 7 0.22 slow
papers/test_loans.py::test_other_groups_are_simulated_too 12 0.23
papers/test_loans.py::test_the_published_figures_are_met 12 0.79
papers/test_loans.py::test_the_simulation_notices_another_threshold 2 0.34
papers/test_long_runs.py::test_other_chains_have_their_own_law 16 0.45 slow
papers/test_long_runs.py::test_other_inspectors_in_other_places 6 0.19 slow
papers/test_long_runs.py::test_the_engine_notices_it_too 7 0.52 slow
papers/test_long_runs.py::test_the_engine_plays_both_lenders 26 1.6 slow
papers/test_long_runs.py::test_the_published_chain_is_met 21 0.95
papers/test_long_runs.py::test_what_even_inspectors_find_is_met 5 0.074
papers/test_peers.py::test_a_list_of_the_engine_adds_up_too 1 0.07 slow
papers/test_peers.py::test_another_share_leaves_another_list 1 0.034 slow
statistical/society/test_population_statistics.py::test_adults_have_the_mean_number_of_parents_stated 1 0.021
statistical/society/test_population_statistics.py::test_cells_have_their_shares 3 0.076
statistical/society/test_population_statistics.py::test_employment_and_offices_have_their_shares 2 0.022
statistical/society/test_population_statistics.py::test_every_partner_in_a_block_is_as_likely 5 -
statistical/society/test_population_statistics.py::test_homophily_is_as_stated 3 0.015
statistical/society/test_population_statistics.py::test_household_sizes_have_their_shares 1 -
statistical/society/test_population_statistics.py::test_mean_degree_is_as_stated 4 0.018
statistical/society/test_population_statistics.py::test_ties_without_homophily_join_as_chance_would 1 0.011
statistical/test_balances.py::test_mean_and_variance_of_points_that_expire 2 0.058
statistical/test_balances.py::test_share_corrected_and_stock_of_wrong_listings 2 0.066
statistical/test_cascades.py::test_above_the_threshold_a_cascade_reaches_the_giant_share_or_dies_early 2 1.7
statistical/test_cascades.py::test_cascades_below_the_threshold_have_the_sizes_of_a_branching_process 4 0.46
statistical/test_closed_forms.py::test_backlog_where_few_cases_can_be_heard 1 0.16
statistical/test_closed_forms.py::test_hazards_of_correction_and_of_natural_exit_compete 3 0.12
statistical/test_closed_forms.py::test_household_guilt_is_reed_frost 1 0.15
statistical/test_closed_forms.py::test_one_hop_of_association 1 0.077
statistical/test_closed_forms.py::test_points_that_expire_are_a_compound_poisson_sum 2 0.11
statistical/test_closed_forms.py::test_published_rates_give_the_identity_of_error_rates_in_every_group 6 0.34
statistical/test_closed_forms.py::test_recorded_acts_are_a_thinned_poisson_process 2 0.077
statistical/test_closed_forms.py::test_share_listed_with_a_fixed_term 1 0.026
statistical/test_closed_forms.py::test_share_of_right_records 2 0.073
statistical/test_closed_forms.py::test_stale_copies_outlive_the_stay_by_their_own_rule 2 0.028
statistical/test_dated_parts.py::test_a_channel_that_records_for_six_months 4 0.046
statistical/test_dated_parts.py::test_a_list_that_takes_people_for_six_months 7 0.11
statistical/test_dated_parts.py::test_a_measure_that_is_given_up 2 0.016
statistical/test_dated_parts.py::test_a_rule_reads_the_month_of_the_act_and_posts_later 1 0.027
statistical/test_draws.py::test_draws_are_uniform_and_uncorrelated_along_an_address 9 0.011
statistical/test_draws.py::test_gaps_are_exponential 2 0.034
statistical/test_draws.py::test_neighbouring_addresses_differ_in_half_of_their_bits 3 -
statistical/test_draws.py::test_streams_seeds_and_replicates_are_independent 6 -
statistical/test_firms_closed_form.py::test_entries_reach_the_officers 1 0.043
statistical/test_firms_closed_form.py::test_officers_of_listed_firms_are_under_the_order_as_long 1 0.16
statistical/test_firms_closed_form.py::test_share_of_firms_listed 1 0.15
statistical/test_fresh_dice.py::test_z_values_are_normal 210 - slow
statistical/test_widths.py::test_intervals_are_as_wide_as_they_say 270 - slow
statistical/test_without_records.py::test_a_published_score_has_the_shares_it_is_given_in_every_crossed_group 16 0.16
statistical/test_without_records.py::test_a_quota_takes_exactly_so_many_and_the_worst_first 1 0.06
statistical/test_without_records.py::test_debts_by_averaging_are_false_for_those_who_worked_part_of_the_year 8 0.12
twin/test_twin_draws.py::test_poisson_counts_have_their_mean 1 0.067
unit/engine/test_avoidance.py::test_share_of_ties_that_sleep 2 0.099
unit/engine/test_cards.py::test_errors_in_what_a_card_reads_make_wrongful_penalties 3 0.41
unit/engine/test_intervals.py::test_any_member_opens_the_need_of_the_household 2 0.24
unit/engine/test_intervals.py::test_grade_of_a_quarter_holds_for_the_next 12 0.26
unit/engine/test_measures.py::test_inspection_doubles_what_is_seen_in_every_layer 1 0.094
unit/engine/test_measures.py::test_mistakes_at_the_door_are_a_share_of_requests_and_all_wrongful 4 0.35
unit/engine/test_measures.py::test_refused_while_an_entry_is_in_force 1 0.087
unit/engine/test_ratings.py::test_shares_by_group_and_bias_between_groups 2 0.036
unit/engine/test_ways.py::test_one_of_several_gates_is_enough 1 0.13
unit/study/test_known_answer.py::test_a_sweep_meets_the_known_answer_to_a_twentieth 5 0.034
unit/study/test_known_answer.py::test_at_the_ends_the_figure_is_what_it_must_be 3 0.036
"""

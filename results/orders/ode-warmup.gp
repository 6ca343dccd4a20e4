# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Order on the probability flow, own start' at screen 0.02, screen 0.9844 left noenhanced font ',18' textcolor rgb '#222222'
set label 'claims of legacy methods are lower bounds' at screen 0.02, screen 0.9682 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'orange: claimed; blue: observed, the bar over all settings, the dot their median' at screen 0.02, screen 0.9540 left noenhanced font ',13' textcolor rgb '#5b636d'
set tmargin at screen 0.9412
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$d << EOD
63 1.0000 0.9620 0.9864 0.9875
62 2.0000 1.9871 1.9983 1.9986
61 2.0000 1.9518 1.9700 2.8690
60 2.0000 1.9776 1.9919 2.1729
59 2.0000 1.9871 1.9944 1.9945
58 2.0000 2.0868 2.1877 2.8690
57 2.0000 2.0022 2.0291 2.8690
56 2.0000 2.0208 2.0238 2.1729
55 1.5000 1.6738 1.9296 2.3685
54 2.0000 1.9871 1.9944 1.9945
53 2.0000 2.0868 2.1877 2.8690
52 2.0000 2.0208 2.0238 2.1729
51 2.0000 1.9989 2.0009 3.9412
50 2.0000 1.9562 1.9939 2.1294
49 1.0000 1.0054 1.0621 1.1173
48 2.0000 1.9895 1.9969 1.9977
47 2.0000 1.9988 2.0052 2.7831
46 2.0000 2.0000 2.0056 2.0784
45 2.0000 1.9871 1.9944 1.9945
44 2.0000 2.0868 2.1877 2.8690
43 2.0000 2.0208 2.0238 2.1729
42 2.0000 1.9871 1.9966 1.9984
41 2.0000 2.0026 2.0403 2.8690
40 2.0000 2.0047 2.0100 2.1729
39 2.0000 1.9965 2.0012 2.0063
38 0.9000 1.3311 1.3498 1.4218
37 2.0000 2.0398 2.0560 2.9182
36 1.0000 1.1365 1.1419 1.1942
35 2.0000 1.9930 1.9986 1.9993
34 2.0000 1.9942 2.0169 3.1249
33 1.8000 1.9673 2.0040 2.0089
32 2.0000 1.9053 1.9675 1.9851
31 2.0000 1.9999 2.0111 2.3685
30 2.0000 1.9881 2.0069 2.0098
29 2.0000 1.9695 1.9703 3.2034
28 1.8000 1.9631 1.9841 2.1055
27 2.0000 1.9734 2.0057 2.0103
26 2.0000 1.9925 1.9979 1.9992
25 2.0000 1.9690 1.9693 3.2034
24 2.0000 1.9951 2.0178 3.1249
23 2.0000 2.0086 2.0095 2.1115
22 2.0000 1.9783 2.0110 2.0132
21 2.0000 2.0086 2.0093 2.0156
20 2.0000 2.0125 2.0139 2.0156
19 2.0000 1.9734 2.0057 2.0103
18 2.0000 1.9690 1.9693 3.2034
17 2.0000 1.9874 1.9957 2.0027
16 2.0000 3.0290 3.4737 3.9681
15 2.0000 1.9857 2.0003 2.0010
14 2.0000 1.9881 2.0069 2.0098
13 2.0000 1.9690 1.9693 3.2034
12 1.8000 1.9621 1.9833 2.1055
11 2.0000 1.9879 2.0013 2.0021
10 2.0000 1.9828 1.9984 1.9992
9 2.0000 1.9845 1.9993 2.0001
8 2.0000 2.9544 2.9937 2.9959
7 2.0000 2.9381 2.9875 2.9901
6 2.0000 2.9434 2.9899 2.9923
5 2.0000 3.0049 3.1496 3.9698
4 2.0000 2.9862 3.9184 4.0209
3 2.0000 3.0290 3.4737 3.9681
2 2.0000 2.9913 2.9995 4.9148
1 2.0000 3.0073 3.0752 4.8764
0 2.0000 2.9490 2.9911 4.8873
EOD
set label 'gradient_estimation' at graph -0.02, first 63 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ipndm2' at graph -0.02, first 62 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ipndm3' at graph -0.02, first 61 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ipndm4' at graph -0.02, first 60 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ipndm_v2' at graph -0.02, first 59 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ipndm_v3' at graph -0.02, first 58 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ipndm_v3_legacy' at graph -0.02, first 57 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ipndm_v4' at graph -0.02, first 56 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ipndm_v4_legacy' at graph -0.02, first 55 right noenhanced font ',13' textcolor rgb '#333333'
set label 'lms2' at graph -0.02, first 54 right noenhanced font ',13' textcolor rgb '#333333'
set label 'lms3' at graph -0.02, first 53 right noenhanced font ',13' textcolor rgb '#333333'
set label 'lms4' at graph -0.02, first 52 right noenhanced font ',13' textcolor rgb '#333333'
set label 'pndm' at graph -0.02, first 51 right noenhanced font ',13' textcolor rgb '#333333'
set label 'stork_2' at graph -0.02, first 50 right noenhanced font ',13' textcolor rgb '#333333'
set label 'stork_2_legacy' at graph -0.02, first 49 right noenhanced font ',13' textcolor rgb '#333333'
set label 'v_ab2' at graph -0.02, first 48 right noenhanced font ',13' textcolor rgb '#333333'
set label 'v_ab3' at graph -0.02, first 47 right noenhanced font ',13' textcolor rgb '#333333'
set label 'v_ab4' at graph -0.02, first 46 right noenhanced font ',13' textcolor rgb '#333333'
set label 'deis_rhoab1' at graph -0.02, first 45 right noenhanced font ',13' textcolor rgb '#333333'
set label 'deis_rhoab2' at graph -0.02, first 44 right noenhanced font ',13' textcolor rgb '#333333'
set label 'deis_rhoab3' at graph -0.02, first 43 right noenhanced font ',13' textcolor rgb '#333333'
set label 'deis_tab1' at graph -0.02, first 42 right noenhanced font ',13' textcolor rgb '#333333'
set label 'deis_tab2' at graph -0.02, first 41 right noenhanced font ',13' textcolor rgb '#333333'
set label 'deis_tab3' at graph -0.02, first 40 right noenhanced font ',13' textcolor rgb '#333333'
set label 'er_sde_2' at graph -0.02, first 39 right noenhanced font ',13' textcolor rgb '#333333'
set label 'er_sde_2_legacy' at graph -0.02, first 38 right noenhanced font ',13' textcolor rgb '#333333'
set label 'er_sde_3' at graph -0.02, first 37 right noenhanced font ',13' textcolor rgb '#333333'
set label 'er_sde_3_legacy' at graph -0.02, first 36 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpm_solver_2m' at graph -0.02, first 35 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpm_solver_3m' at graph -0.02, first 34 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpm_solver_3m_legacy' at graph -0.02, first 33 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpm_solver_v3_2' at graph -0.02, first 32 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpm_solver_v3_3' at graph -0.02, first 31 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_2m' at graph -0.02, first 30 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_3m' at graph -0.02, first 29 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_3m_legacy' at graph -0.02, first 28 right noenhanced font ',13' textcolor rgb '#333333'
set label 'exp_ab2_data' at graph -0.02, first 27 right noenhanced font ',13' textcolor rgb '#333333'
set label 'exp_ab2_noise' at graph -0.02, first 26 right noenhanced font ',13' textcolor rgb '#333333'
set label 'exp_ab3_data' at graph -0.02, first 25 right noenhanced font ',13' textcolor rgb '#333333'
set label 'exp_ab3_noise' at graph -0.02, first 24 right noenhanced font ',13' textcolor rgb '#333333'
set label 'exp_ab4_data' at graph -0.02, first 23 right noenhanced font ',13' textcolor rgb '#333333'
set label 'exp_ab4_noise' at graph -0.02, first 22 right noenhanced font ',13' textcolor rgb '#333333'
set label 'exp_ab5_data' at graph -0.02, first 21 right noenhanced font ',13' textcolor rgb '#333333'
set label 'exp_ab5_noise' at graph -0.02, first 20 right noenhanced font ',13' textcolor rgb '#333333'
set label 'res_2m' at graph -0.02, first 19 right noenhanced font ',13' textcolor rgb '#333333'
set label 'res_3m' at graph -0.02, first 18 right noenhanced font ',13' textcolor rgb '#333333'
set label 'rx_dpm' at graph -0.02, first 17 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sa_solver' at graph -0.02, first 16 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sa_solver_published' at graph -0.02, first 15 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_2m_sde' at graph -0.02, first 14 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_3m_sde' at graph -0.02, first 13 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_3m_sde_legacy' at graph -0.02, first 12 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc1_bh1' at graph -0.02, first 11 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc1_bh2' at graph -0.02, first 10 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc1_vary' at graph -0.02, first 9 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc2_bh1' at graph -0.02, first 8 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc2_bh2' at graph -0.02, first 7 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc2_vary' at graph -0.02, first 6 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc3_bh1' at graph -0.02, first 5 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc3_bh2' at graph -0.02, first 4 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc3_vary' at graph -0.02, first 3 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc4_bh1' at graph -0.02, first 2 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc4_bh2' at graph -0.02, first 1 right noenhanced font ',13' textcolor rgb '#333333'
set label 'unipc4_vary' at graph -0.02, first 0 right noenhanced font ',13' textcolor rgb '#333333'
set lmargin at screen 0.366
set rmargin at screen 0.97
set bmargin at screen 0.0392
set xrange [0:5.31]
set yrange [-1:64]
set border 5
set format x '%g'
set xtics 1
unset ytics
set xlabel 'order' font ',14' textcolor rgb '#5b636d'
set bars 0
set tmargin at screen 0.9236
set x2range [0:5.31]
set format x2 '%g'
set x2tics 1
set terminal svg noenhanced size 640,1479 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'ode-warmup.svg'
plot $d using 3:1:3:5 with xerrorbars pt 0 lw 6 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1:(0):(0.4) with vectors nohead lw 2 lc rgb '#D55E00', \
     $d using 2:1:(0):(-0.4) with vectors nohead lw 2 lc rgb '#D55E00'
set terminal pngcairo noenhanced size 1280,2958 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'ode-warmup.png'
plot $d using 3:1:3:5 with xerrorbars pt 0 lw 6 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1:(0):(0.4) with vectors nohead lw 2 lc rgb '#D55E00', \
     $d using 2:1:(0):(-0.4) with vectors nohead lw 2 lc rgb '#D55E00'
unset output
